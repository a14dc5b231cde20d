// site/emoji.ts: the emoji that are asked for most, by the short names that are in use for them.

const lines = `
smile 😄|smiley 😃|grin 😁|joy 😂|rofl 🤣|slightly_smiling 🙂|upside_down 🙃|wink 😉|blush 😊|innocent 😇|heart_eyes 😍
star_struck 🤩|kissing_heart 😘|yum 😋|stuck_out_tongue 😛|zany 🤪|hugs 🤗|thinking 🤔|zipper_mouth 🤐|raised_eyebrow 🤨
neutral 😐|expressionless 😑|smirk 😏|unamused 😒|roll_eyes 🙄|grimacing 😬|relieved 😌|pensive 😔|sleepy 😪|sleeping 😴
mask 😷|sick 🤢|sneezing 🤧|hot 🥵|cold 🥶|dizzy 😵|exploding_head 🤯|cowboy 🤠|partying 🥳|sunglasses 😎|nerd 🤓
confused 😕|worried 😟|frowning 🙁|open_mouth 😮|astonished 😲|flushed 😳|pleading 🥺|fearful 😨|cry 😢|sob 😭|scream 😱
disappointed 😞|sweat 😓|sweat_smile 😅|weary 😩|tired 😫|yawning 🥱|triumph 😤|rage 😡|angry 😠|swearing 🤬|skull 💀
clown 🤡|ghost 👻|alien 👽|robot 🤖|see_no_evil 🙈|hear_no_evil 🙉|speak_no_evil 🙊|heart ❤️|orange_heart 🧡|yellow_heart 💛
green_heart 💚|blue_heart 💙|purple_heart 💜|broken_heart 💔|sparkling_heart 💖|100 💯|anger 💢|boom 💥|sparkles ✨|star ⭐
fire 🔥|zap ⚡|snowflake ❄️|rainbow 🌈|sunny ☀️|cloud ☁️|rain 🌧️|umbrella ☔|ocean 🌊|wave 👋|ok_hand 👌|v ✌️|crossed_fingers 🤞
point_left 👈|point_right 👉|point_up 👆|point_down 👇|thumbsup 👍|+1 👍|thumbsdown 👎|-1 👎|fist ✊|clap 👏|raised_hands 🙌
handshake 🤝|pray 🙏|thanks 🙏|muscle 💪|writing_hand ✍️|eyes 👀|brain 🧠|ear 👂|shrug 🤷|facepalm 🤦|person 🧑|baby 👶
dog 🐶|cat 🐱|mouse 🐭|rabbit 🐰|fox 🦊|bear 🐻|panda 🐼|lion 🦁|pig 🐷|frog 🐸|monkey 🐒|chicken 🐔|penguin 🐧|bird 🐦|owl 🦉
horse 🐴|unicorn 🦄|bee 🐝|bug 🐛|butterfly 🦋|snail 🐌|turtle 🐢|snake 🐍|octopus 🐙|fish 🐟|dolphin 🐬|whale 🐳|rose 🌹
tulip 🌷|sunflower 🌻|herb 🌿|four_leaf_clover 🍀|tree 🌳|palm_tree 🌴|cactus 🌵|apple 🍎|pear 🍐|lemon 🍋|banana 🍌
watermelon 🍉|strawberry 🍓|cherries 🍒|peach 🍑|tomato 🍅|avocado 🥑|hot_pepper 🌶️|bread 🍞|cheese 🧀|egg 🥚|hamburger 🍔
pizza 🍕|popcorn 🍿|cookie 🍪|cake 🍰|birthday 🎂|chocolate 🍫|coffee ☕|tea 🍵|beer 🍺|beers 🍻|wine 🍷|champagne 🍾
soccer ⚽|basketball 🏀|tennis 🎾|trophy 🏆|medal 🏅|dart 🎯|game 🎮|dice 🎲|art 🎨|musical_note 🎵|guitar 🎸|microphone 🎤
movie 🎬|camera 📷|video 📹|tv 📺|phone 📱|laptop 💻|keyboard ⌨️|bulb 💡|book 📖|books 📚|newspaper 📰|memo 📝|pencil ✏️
paperclip 📎|link 🔗|mag 🔍|lock 🔒|key 🔑|hammer 🔨|wrench 🔧|gear ⚙️|email 📧|mailbox 📬|package 📦|calendar 📅|clock ⏰
hourglass ⌛|bell 🔔|loudspeaker 📢|gift 🎁|balloon 🎈|tada 🎉|confetti 🎊|car 🚗|bus 🚌|bike 🚲|train 🚆|airplane ✈️|rocket 🚀
ship 🚢|house 🏠|earth 🌍|map 🗺️|mountain ⛰️|beach 🏖️|tent ⛺|moon 🌙|warning ⚠️|no_entry ⛔|x ❌|check ✅|question ❓
exclamation ❗|plus ➕|minus ➖|recycle ♻️|copyright ©️|white_flag 🏳️|rainbow_flag 🏳️‍🌈|checkered_flag 🏁|speech_balloon 💬|zzz 💤`;

/** Signs by name. */
export const emoji: Readonly<Record<string, string>> = Object.fromEntries(
  lines
    .trim()
    .split(/[|\n]/)
    .map((pair) => pair.split(' ') as [string, string]),
);
