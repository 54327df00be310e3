// The completion of `./gatehouse completion`, in the shells that it is for.
import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { newFolder, run } from "../gatehouse.js";
import { finished, needPackage } from "../programs.js";

const BASH = "/bin/bash";
const ZSH = "/usr/bin/zsh";

let folder;
before(async () => {
  await needPackage(ZSH, "zsh", "zsh");
  folder = await newFolder();
  for (const shell of ["bash", "zsh"]) {
    const { code, stdout, stderr } = await run(["completion", shell]);
    assert.equal(code, 0, stderr);
    await writeFile(join(folder, `completion.${shell}`), stdout);
  }
  await writeFile(join(folder, ".bashrc"), BASHRC);
  await writeFile(join(folder, ".zshrc"), ZSHRC);
  await writeFile(join(folder, "type.zsh"), TYPE);
});
after(() => rm(folder, { recursive: true, force: true }));

// In either shell, Ctrl-X Ctrl-T tells the line as it stands.
const BASHRC = `
PS1=
bind 'set enable-bracketed-paste off'
source "$HOME/completion.bash"
bind -x '"\\C-x\\C-t": printf "\\nLINE<%s>\\n" "$READLINE_LINE"'
echo READY
`;
const ZSHRC = `
PS1=
source "$HOME/completion.zsh"
tell() { zle -I; print -r -- "LINE<$BUFFER>" }
zle -N tell
bindkey '^X^T' tell
print READY
`;

// Types into a shell of its own terminal: folder, the shell's command, what comes before Tab.
const TYPE = `
zmodload zsh/zpty
cd $1
zpty shell "HOME=$1 ZDOTDIR=$1 TERM=dumb $2"
zpty -r shell told '*READY*'
zpty -w -n shell "$3"$'\\t\\x18\\x14'
zpty -r shell told '*LINE<*>*'
print -r -- "\${\${told##*LINE<}%%>*}"
zpty -d shell
`;

const shells = {
  bash: (folder) => `${BASH} --noprofile --rcfile ${folder}/.bashrc -i`,
  zsh: () => `${ZSH} -i`,
};

/** The line after Tab. */
async function complete(shell, typed) {
  const { code, stdout, stderr } = await finished(ZSH,
    ["-f", join(folder, "type.zsh"), folder, shells[shell](folder), typed], process.env);
  assert.equal(code, 0, stderr);
  return stdout.trim();
}

for (const shell of Object.keys(shells)) {
  describe(`in ${shell}, Tab after`, () => {
    for (const [typed, line] of [
      ["gatehouse aud", "gatehouse audit"],
      ["./gatehouse aud", "./gatehouse audit"],
      ["gatehouse audit ver", "gatehouse audit verify"],
      ["gatehouse doctor --str", "gatehouse doctor --strict"],
      ["gatehouse audit verify --da", "gatehouse audit verify --data"],
      ["gatehouse doctor --config completion.z", "gatehouse doctor --config completion.zsh"],
      ["gatehouse completion z", "gatehouse completion zsh"],
      ["gatehouse monitor ak", "gatehouse monitor aks"],
    ]) {
      test(`${typed} is ${line}`, async () => assert.equal(await complete(shell, typed), line));
    }
  });
}
