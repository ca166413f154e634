namespace Loader.Mappings.Expressions;

internal enum TokenKind
{
    End,
    Number,

    /// <summary>The quote that opens a text; the parser reads on from there.</summary>
    Quote,

    Name,

    /// <summary>A name in backticks; <see cref="Token.Text"/> is without them.</summary>
    QuotedName,

    /// <summary>An operator or a bracket; words such as <c>and</c> are names.</summary>
    Sign,

    /// <summary>Already reported.</summary>
    Bad,
}

internal readonly record struct Token(TokenKind Kind, int Start, int Length, string Text)
{
    public int End => Start + Length;

    public bool Is(string sign) => Kind == TokenKind.Sign && Text == sign;

    public bool IsWord(string word) => Kind == TokenKind.Name && Text == word;

    /// <summary>For "expected …, but here is …".</summary>
    public string Described => Kind switch
    {
        TokenKind.End => "the expression ends here",
        TokenKind.Quote => "here begins a text",
        TokenKind.QuotedName => $"here is `{Text}`",
        _ => $"here is '{Text}'",
    };
}
