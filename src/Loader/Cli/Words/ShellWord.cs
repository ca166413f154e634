namespace Loader.Cli.Words;

/// <summary>One word of a command line that is shown, quoted so that a shell takes it as it is.</summary>
internal static class ShellWord
{
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(IsPlain) ? word : "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    private static bool IsPlain(char character) => char.IsLetterOrDigit(character) || "-_./:@%+=,\\…".Contains(character);
}
