// bench/spam-phrases.ts: the phrases that the corpus of the spam filter is made of. `@` is a thing, or goods.
import { otherScripts } from './spam-phrases-scripts.ts';

export interface Banks {
  names: string[];
  openings: string[];
  remarks: string[];
  things: string[];
  endings: string[];
  pitches: string[];
  goods: string[];
  calls: string[];
  flattery: string[];
}

const list = (text: string): string[] => text.split('|').map((one) => one.trim());

export const banks: Record<string, Banks> = {
  en: {
    names: list('Anna|Tom Baker|Priya|J. Hughes|Marta|old sailor|Ben|Chris K.|Ines|Walter'),
    openings: list(
      'Thanks for this.|I read it twice.|Not sure I agree.|Good morning from Leeds.|Small correction:|Late to this, but|Finally somebody says it.|My grandmother used to say the same.|Interesting.',
    ),
    remarks: list(
      'The part about @ reminded me of last summer.|Did you try @ with less salt?|In my experience @ breaks after two winters.|You forgot to mention @.|We had the same trouble with @ at school.|The photo of @ is lovely.|How long did @ take you?|I would not trust @ on a wet road.|My neighbour swears by @.|The second map shows @ on the wrong side.|Can you post the figures for @?|I think the council decided against @ in March.',
    ),
    things: list(
      'the old harbour|sourdough|the number 12 bus|the garden wall|my bicycle|the library|the new bridge|that recipe|the choir|the database|the school play|a wood stove',
    ),
    endings: list(
      'Greetings to your sister.|See you on Saturday.|Keep writing.|What do others think?|Sorry for the long comment.|I may be wrong.',
    ),
    pitches: list(
      'Buy @ without prescription at the lowest price.|We offer @ with free worldwide delivery.|Best @ bonus for new players this week.|Earn 5000 dollars a day with @ from home.|Get instant approval for @ today.|Our experts rank your website with @.|Limited offer on @, discount code inside.|Make money online fast with @.|Cheap @ with guaranteed results.',
    ),
    goods: list(
      'viagra|online casino|payday loans|crypto signals|replica watches|SEO backlinks|weight loss pills|sports betting|cheap cialis|forex robot|designer handbags|hot girls near you',
    ),
    calls: list(
      'Click here now:|Visit our website|Order today|Register free at|Check it out:|Contact us on Telegram',
    ),
    flattery: list(
      'Great post, very informative content.|I have bookmarked your website for my friends.|Wonderful article, I was searching for this info.|Your blog is amazing, keep up the good work.|This is an excellent site with quality information.|I really like your writing style.',
    ),
  },
  de: {
    names: list('Jürgen|Katrin M.|Sepp|Frau Lehmann|Ulla|Tobias|Oma Gerda|Hannes'),
    openings: list(
      'Danke dafür.|Das sehe ich anders.|Guten Morgen aus Kiel.|Eine Kleinigkeit:|Endlich sagt es jemand.|Spät dran, aber',
    ),
    remarks: list(
      'Der Absatz über @ hat mich an früher erinnert.|Hast du @ auch mit Roggen probiert?|Bei uns ging @ nach zwei Wintern kaputt.|Du hast @ vergessen.|Das Foto von @ ist schön geworden.|Wie lange hat @ gedauert?|Mein Nachbar schwört auf @.|Der Stadtrat hat sich im März gegen @ entschieden.|Gibt es Zahlen zu @?',
    ),
    things: list(
      'dem alten Hafen|der Linie 12|der Gartenmauer|meinem Fahrrad|der Bücherei|der neuen Brücke|dem Rezept|dem Chor|dem Kachelofen',
    ),
    endings: list(
      'Grüße an deine Schwester.|Bis Samstag.|Schreib weiter.|Was meinen die anderen?|Vielleicht irre ich mich.',
    ),
    pitches: list(
      'Kaufen Sie @ ohne Rezept zum günstigsten Preis.|Wir bieten @ mit kostenlosem Versand.|Der beste Bonus für @ in dieser Woche.|Verdienen Sie 5000 Euro am Tag mit @.|Sofortige Zusage für @ ohne Schufa.|Unsere Experten bringen Ihre Webseite mit @ nach oben.',
    ),
    goods: list(
      'Viagra|Online Casino|Sofortkredit|Krypto Signale|Replica Uhren|Backlinks|Abnehmpillen|Sportwetten|Potenzmittel',
    ),
    calls: list('Hier klicken:|Besuchen Sie unsere Webseite|Jetzt bestellen|Kostenlos registrieren auf'),
    flattery: list(
      'Toller Beitrag, sehr informativ.|Ich habe Ihre Webseite als Lesezeichen gespeichert.|Wunderbarer Artikel, genau danach habe ich gesucht.|Ihr Blog ist erstaunlich, weiter so.',
    ),
  },
  fr: {
    names: list('Élodie|Marc T.|Bernard|mamie Rose|Inès|Luc'),
    openings: list(
      'Merci pour ce texte.|Je ne suis pas d’accord.|Bonjour de Lille.|Une petite correction :|Enfin quelqu’un le dit.',
    ),
    remarks: list(
      'Le passage sur @ m’a rappelé mon enfance.|As-tu essayé @ avec moins de sel ?|Chez nous, @ a cassé après deux hivers.|Tu as oublié @.|La photo de @ est superbe.|Combien de temps a pris @ ?|Mon voisin ne jure que par @.|La mairie a voté contre @ en mars.|As-tu les chiffres pour @ ?',
    ),
    things: list(
      'le vieux port|la ligne 12|le mur du jardin|mon vélo|la bibliothèque|le nouveau pont|la recette|la chorale|le poêle à bois',
    ),
    endings: list(
      'Bonjour à ta sœur.|À samedi.|Continue d’écrire.|Qu’en pensent les autres ?|Je me trompe peut-être.',
    ),
    pitches: list(
      'Achetez @ sans ordonnance au meilleur prix.|Nous offrons @ avec livraison gratuite.|Le meilleur bonus de @ cette semaine.|Gagnez 5000 euros par jour avec @.|Accord immédiat pour @ aujourd’hui.|Nos experts placent votre site grâce à @.',
    ),
    goods: list(
      'viagra|casino en ligne|crédit rapide|signaux crypto|montres répliques|backlinks SEO|pilules minceur|paris sportifs|cialis pas cher',
    ),
    calls: list('Cliquez ici :|Visitez notre site|Commandez maintenant|Inscription gratuite sur'),
    flattery: list(
      'Excellent article, très instructif.|J’ai ajouté votre site à mes favoris.|Superbe contenu, je cherchais justement cela.|Votre blog est incroyable, continuez.',
    ),
  },
  es: {
    names: list('Lucía|Paco|María José|Andrés|abuela Carmen|Iker'),
    openings: list(
      'Gracias por esto.|No estoy de acuerdo.|Buenos días desde Vigo.|Una corrección:|Por fin alguien lo dice.',
    ),
    remarks: list(
      'Lo de @ me recordó el verano pasado.|¿Probaste @ con menos sal?|Aquí @ se rompió al segundo invierno.|Te olvidaste de @.|La foto de @ es preciosa.|¿Cuánto tardó @?|Mi vecino no cambia @ por nada.|El ayuntamiento votó contra @ en marzo.|¿Tienes los datos de @?',
    ),
    things: list(
      'el puerto viejo|la línea 12|el muro del jardín|mi bicicleta|la biblioteca|el puente nuevo|la receta|el coro|la estufa de leña',
    ),
    endings: list(
      'Saludos a tu hermana.|Hasta el sábado.|Sigue escribiendo.|¿Qué opinan los demás?|Quizá me equivoque.',
    ),
    pitches: list(
      'Compra @ sin receta al mejor precio.|Ofrecemos @ con envío gratis.|El mejor bono de @ esta semana.|Gana 5000 euros al día con @.|Aprobación inmediata para @ hoy.|Nuestros expertos posicionan tu web con @.',
    ),
    goods: list(
      'viagra|casino en línea|préstamos rápidos|señales de criptomonedas|relojes réplica|enlaces SEO|pastillas para adelgazar|apuestas deportivas|cialis barato',
    ),
    calls: list('Haz clic aquí:|Visita nuestra web|Pide ahora|Regístrate gratis en'),
    flattery: list(
      'Excelente artículo, muy informativo.|He guardado tu web en favoritos.|Maravilloso contenido, justo lo que buscaba.|Tu blog es increíble, sigue así.',
    ),
  },
  pt: {
    names: list('Joana|Zé|Dona Marta|Rui|Beatriz|Caio'),
    openings: list(
      'Obrigado por isto.|Não concordo.|Bom dia de Braga.|Uma correção:|Finalmente alguém o diz.',
    ),
    remarks: list(
      'A parte sobre @ lembrou-me o verão passado.|Experimentaste @ com menos sal?|Aqui @ partiu-se no segundo inverno.|Esqueceste-te de @.|A fotografia de @ está linda.|Quanto tempo demorou @?|O meu vizinho jura por @.|A câmara votou contra @ em março.|Tens os números de @?',
    ),
    things: list(
      'o porto velho|a linha 12|o muro do jardim|a minha bicicleta|a biblioteca|a ponte nova|a receita|o coro|o fogão a lenha',
    ),
    endings: list(
      'Cumprimentos à tua irmã.|Até sábado.|Continua a escrever.|O que acham os outros?|Posso estar enganado.',
    ),
    pitches: list(
      'Compre @ sem receita pelo melhor preço.|Oferecemos @ com entrega grátis.|O melhor bônus de @ desta semana.|Ganhe 5000 reais por dia com @.|Aprovação imediata para @ hoje.|Nossos especialistas colocam seu site no topo com @.',
    ),
    goods: list(
      'viagra|cassino online|empréstimo rápido|sinais de cripto|relógios réplica|backlinks SEO|pílulas para emagrecer|apostas esportivas|cialis barato',
    ),
    calls: list('Clique aqui:|Visite nosso site|Peça agora|Cadastre-se grátis em'),
    flattery: list(
      'Excelente artigo, muito informativo.|Salvei seu site nos favoritos.|Conteúdo maravilhoso, era o que eu procurava.|Seu blog é incrível, continue assim.',
    ),
  },
  ...otherScripts,
};

export const honestHosts = list(
  'en.wikipedia.org|www.bbc.co.uk|annas-garten.example|youtube.com|openstreetmap.org|archive.org|lokalblatt.example|github.com',
);
export const mailHosts = list('example.com|example.org|mail.example|post.example|inbox.example');
export const paths = list('wiki/Harbour|watch|news/2026|map|details|walks/7');
export const spamWords = list(
  'casino|bet|pills|loan|crypto|luxury|seo|slim|win|dating|pharma|cash|bonus|poker|vip',
);
export const spamTops = list('xyz|top|shop|online|site|ru|info|click');
