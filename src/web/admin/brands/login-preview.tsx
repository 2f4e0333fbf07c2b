import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { mediaAddress } from '../../../core/media/address.ts';
import { imageAddress } from '../../../ui/address.ts';
import type { Values } from '../../../ui/form/fields.ts';
import card from '../../flow/styles/card.css?inline';
import form from '../../flow/styles/form.css?inline';
import page from '../../flow/styles/page.css?inline';
import { useAdmin } from '../admin.ts';

/** The page is drawn small, and as high as its frame instead of the window. */
const SMALL = `
  :host { display: block; block-size: 100%; }
  .page { zoom: 0.72; block-size: 42rem; min-block-size: 0; overflow: hidden; color: var(--postern-ink); font: 400 1rem/1.5 var(--postern-font); }
  .field { margin-block-end: 1.25rem; }
  .background { position: absolute; }
  .page .panel { inline-size: min(29rem, calc(100% - 3rem)); min-block-size: 0; margin-block: 3rem; padding: 2rem; border-radius: var(--postern-radius); box-shadow: var(--postern-shadow); }
`;

const styles = [page, card, form, SMALL].map((css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
});

/**
 * The login page in the look of a brand, in a shadow of its own: its style sheets do not reach the form beside it, and
 * what the brand's says reaches nothing else.
 */
export function LoginPreview({ brand }: { readonly brand: Values }) {
  const { text } = useAdmin();
  const host = useRef<HTMLDivElement>(null);
  const [shadow, setShadow] = useState<ShadowRoot>();
  const [own] = useState(() => new CSSStyleSheet());
  const css = String(brand.branding_custom_css ?? '');

  useEffect(() => {
    const root = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: 'open' });
    if (!root) return;
    root.adoptedStyleSheets = [...styles, own];
    setShadow(root);
  }, [own]);
  useEffect(() => own.replaceSync(css), [own, css]);

  const image = (field: string) => imageAddress(mediaAddress(brand[field]), location.href);
  return (
    <figure className="a-login-preview">
      <figcaption className="a-soft">{text('brands.preview')}</figcaption>
      <div ref={host} className="a-login-frame" />
      {shadow
        ? createPortal(
            <div className="page" data-layout="stacked" inert>
              <div className="background">
                {image('branding_default_flow_background') ? (
                  <img src={image('branding_default_flow_background')} alt="" />
                ) : null}
              </div>
              <div className="panel">
                <div className="brand">
                  {image('branding_logo') ? (
                    <img className="logo" src={image('branding_logo')} alt="" />
                  ) : (
                    <span>{String(brand.branding_title ?? '') || text('product')}</span>
                  )}
                </div>
                <div className="card">
                  <h1 role="presentation">{text('brands.sample_title')}</h1>
                  <div className="lead">
                    <p className="lead-text">{text('brands.sample_lead')}</p>
                  </div>
                  <div className="field">
                    <div className="field-head">
                      <span>{text('brands.sample_field')}</span>
                    </div>
                    <input type="text" tabIndex={-1} readOnly value="" />
                  </div>
                  <span className="button">{text('brands.sample_button')}</span>
                </div>
              </div>
            </div>,
            shadow,
          )
        : null}
    </figure>
  );
}
