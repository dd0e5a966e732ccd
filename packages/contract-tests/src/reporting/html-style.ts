/** Light and dark, readable on paper and on a phone. */
export const style = `
:root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #c1121f; }
@media (prefers-color-scheme: dark) { :root { --good: #57c273; --bad: #ff7b72; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 76rem; padding: 1.5rem; }
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
small { font-weight: normal; opacity: .75; }
dl { display: flex; flex-wrap: wrap; gap: .75rem 2rem; margin: 1rem 0 0; }
dt { font-size: .8rem; opacity: .75; }
dd { margin: 0; font-size: 1.15rem; font-variant-numeric: tabular-nums; }
section { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0; text-align: left; vertical-align: top; overflow-wrap: break-word; }
td:first-child { min-width: 4.5rem; }
td:last-child { white-space: nowrap; }
.failure td:last-child { white-space: normal; overflow-wrap: anywhere; }
.failure th { width: 6rem; }
.passed { color: var(--good); }
.failed { color: var(--bad); }
.failure { border: 1px solid var(--bad); border-radius: 6px; margin: 0 0 1rem; padding: .75rem 1rem; }
blockquote { border-left: 3px solid var(--line); margin: .25rem 0; padding: 0 .75rem; }
pre { overflow-x: auto; background: #8881; border-radius: 4px; padding: .6rem; }
`;
