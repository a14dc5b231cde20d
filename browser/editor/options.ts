// editor/options.ts: how TinyMCE is set up here.
import type { RawEditorOptions } from 'tinymce';
import { __ } from '../shared/words.ts';

const isDark = () => matchMedia('(prefers-color-scheme: dark)').matches;

const skins = {
  light: () => [import('tinymce/skins/ui/oxide/skin.js'), import('tinymce/skins/ui/oxide/content.js')],
  dark: () => [
    import('tinymce/skins/ui/oxide-dark/skin.js'),
    import('tinymce/skins/ui/oxide-dark/content.js'),
  ],
};

/** TinyMCE's options, with the skin that fits. */
export async function options(): Promise<RawEditorOptions> {
  await Promise.all(skins[isDark() ? 'dark' : 'light']());
  return {
    ...appearance(),
    ...buttons,
    ...markup,
    license_key: 'gpl',
    // The form is ours: what is written goes into its textarea, and from there the usual way.
    hidden_input: false,
    submit_patch: false,
    add_form_submit_trigger: false,
    browser_spellcheck: true,
    contextmenu: false,
    promotion: false,
    branding: false,
    help_accessibility: true,
    help_tabs: ['shortcuts', 'keyboardnav'],
    iframe_aria_text: __('Text'),
    paste_data_images: true,
    paste_webkit_styles: 'text-align',
    smart_paste: true,
  };
}

function appearance(): RawEditorOptions {
  return {
    skin: isDark() ? 'oxide-dark' : 'oxide',
    content_css: (document.querySelector<HTMLElement>('[data-editor]')?.dataset.editor ?? '').split(' '),
    body_class: 'content',
    // The page scrolls, not the text in it; its tools stay below the bar.
    min_height: Math.max(420, Math.round(window.innerHeight * 0.6)),
    autoresize_bottom_margin: 48,
    toolbar_sticky: true,
    toolbar_sticky_offset: document.querySelector<HTMLElement>('.write-bar')?.offsetHeight ?? 0,
    resize: false,
    menubar: false,
    elementpath: false,
    toolbar_mode: 'sliding',
  };
}

const buttons: RawEditorOptions = {
  plugins:
    'advlist autolink autoresize charmap directionality fullscreen help lists nonbreaking searchreplace table visualblocks wordcount',
  toolbar:
    'blocks bold italic | bullist numlist blockquote | link files readmore | alignleft aligncenter alignright | ' +
    'undo redo | distraction fullscreen | strikethrough inlinecode codeblock hr table | outdent indent | ' +
    'removeformat charmap pagebreak | searchreplace visualblocks ltr rtl | help',
  block_formats:
    'Paragraph=p; Heading 2=h2; Heading 3=h3; Heading 4=h4; Heading 5=h5; Heading 6=h6; Preformatted=pre',
  table_toolbar:
    'tableprops tabledelete | tableinsertrowbefore tableinsertrowafter tabledeleterow | ' +
    'tableinsertcolbefore tableinsertcolafter tabledeletecol | tablemergecells tablesplitcells tablerowheader',
  // The block editor knows no columns of a table.
  table_use_colgroups: false,
  table_default_attributes: {},
  table_default_styles: {},
  table_sizing_mode: 'responsive',
};

const markup: RawEditorOptions = {
  convert_urls: false,
  entity_encoding: 'named',
  entities: '160,nbsp',
  // Where a text holds these it is an island; what is pasted must bring no form that is sent from here.
  invalid_elements: 'form,input,button,select,textarea,iframe,object,embed',
  // The server cleans what it is given, and frames are drawn by it alone.
  sandbox_iframes: false,
  convert_unsafe_embeds: false,
  object_resizing: 'img',
  end_container_on_empty_block: true,
};
