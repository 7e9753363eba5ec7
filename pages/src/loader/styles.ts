/** The launcher's styles: short, for every visitor of a website loads them. */
export const styles = `
:host{all:initial;--accent:#0b5c6b;--ink:#fff;--radius:20px;position:fixed;z-index:2147483000;right:max(20px,env(safe-area-inset-right));bottom:max(20px,env(safe-area-inset-bottom))}
*{box-sizing:border-box}
button{all:unset;box-sizing:border-box;position:relative;display:grid;place-items:center;width:60px;height:60px;border-radius:50%;background:var(--accent);color:var(--ink);cursor:pointer;box-shadow:0 2px 6px rgb(16 38 46/.16),0 8px 28px rgb(16 38 46/.24);transition:transform .16s cubic-bezier(.2,.7,.2,1)}
button:hover{transform:translateY(-2px)}
button:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
svg{grid-area:1/1;width:28px;height:28px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round;transition:opacity .16s,transform .16s}
.down,:host([open]) .bubble{opacity:0;transform:scale(.6)}
:host([open]) .down{opacity:1;transform:none}
.badge{position:absolute;top:-3px;right:-3px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:#b3261e;color:#fff;font:650 12px/22px system-ui,sans-serif;text-align:center;box-shadow:0 0 0 2px #fff}
:host([left]){right:auto;left:max(20px,env(safe-area-inset-left))}
.badge[hidden]{display:none}
iframe{position:absolute;right:0;bottom:76px;width:min(410px,calc(100vw - 40px));height:min(680px,calc(100vh - 116px));border:0;border-radius:var(--radius);color-scheme:light dark;box-shadow:0 0 0 1px rgb(16 38 46/.08),0 4px 12px rgb(16 38 46/.1),0 20px 60px rgb(16 38 46/.24);opacity:0;visibility:hidden;transform:translateY(12px) scale(.985);transform-origin:100% 100%;transition:opacity .2s,transform .26s cubic-bezier(.2,.7,.2,1),visibility .2s}
:host([left]) iframe{right:auto;left:0;transform-origin:0 100%}
:host([open]) iframe{opacity:1;visibility:visible;transform:none}
@media (max-width:480px){:host([open]){inset:0!important}:host([open]) button{display:none}iframe{position:fixed;inset:0;width:100%;height:100%;height:100dvh;border-radius:0}}
@media (prefers-reduced-motion:reduce){*{transition:none!important}button:hover{transform:none}}
@media (forced-colors:active){button{border:2px solid ButtonText}}
@media print{:host{display:none}}
`
