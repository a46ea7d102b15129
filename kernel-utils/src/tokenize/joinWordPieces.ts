/**
 * The text of WordPiece's tokens: ## goes to what is before it, all else follows a space.
 * @param cleanup no space before . ? ! , and English endings
 * Source: HF tokenizers' decoder WordPiece, which looks at one token at a time.
 */
export function joinWordPieces(tokens: readonly string[], cleanup: boolean): string {
  const spaced = tokens.map((token, i) => {
    if (i === 0) return token;
    return token.startsWith("##") ? token.slice(2) : ` ${token}`;
  });
  return (cleanup ? spaced.map(cleaned) : spaced).join("");
}

const cleaned = (token: string) =>
  token
    .replaceAll(/ ([.?!,])/g, "$1")
    .replaceAll(" ' ", "'")
    .replaceAll(" n't", "n't")
    .replaceAll(" 'm", "'m")
    .replaceAll(" do not", " don't")
    .replaceAll(/ ('s|'ve|'re)/g, "$1");
