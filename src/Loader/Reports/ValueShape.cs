namespace Loader.Reports;

/// <summary>
/// What is shown in place of a cell: its shape. Digits become 9, letters x and X, everything beyond ASCII x; spaces and ASCII punctuation
/// stay. <c>2026/02/29</c> is <c>9999/99/99</c> and <c>O'Brien@example.com</c> is <c>X'Xxxxx@xxxxxxx.xxx</c>: enough to see why a
/// format did not fit, and nothing of what it said.
/// </summary>
internal static class ValueShape
{
    private const int Longest = 40;

    public static string Of(ReadOnlySpan<char> value)
    {
        var shown = value[..Math.Min(value.Length, Longest)];
        Span<char> shape = stackalloc char[Longest + 1];
        for (var i = 0; i < shown.Length; i++) shape[i] = Of(shown[i]);
        if (shown.Length == value.Length) return shape[..shown.Length].ToString();
        shape[Longest] = '…';
        return shape.ToString();
    }

    private static char Of(char character) =>
        char.IsDigit(character) ? '9'
        : char.IsUpper(character) ? 'X'
        : char.IsLetter(character) || character > '~' ? 'x'
        : character < ' ' ? ' '
        : character;
}
