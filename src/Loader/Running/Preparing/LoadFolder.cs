namespace Loader.Running.Preparing;

/// <summary>Where the books of a load lie under <c>--runs</c>: one folder per mapping.</summary>
internal static class LoadFolder
{
    private const string Rehearsals = "rehearsals";

    /// <summary><c>.loader/crm-purchases</c>; characters that a file name cannot have become dashes.</summary>
    public static string Of(string runs, string mapping) => Path.Combine(runs, Safe(mapping));

    /// <summary>Where a corrected rejected file is loaded: the books of a load describe one source, so another one needs books of its own.</summary>
    public static string CorrectedUnder(string runs) => Path.Combine(runs, "corrected");

    /// <summary>The same folder as it is named under <c>--runs</c>.</summary>
    public static string Under(string mapping, bool rehearsal) => rehearsal ? $"{Rehearsals}/{Safe(mapping)}" : Safe(mapping);

    /// <summary>Rehearsals have books of their own: they must never be taken for a load.</summary>
    public static string OfRehearsal(string runs, string mapping) => Path.Combine(runs, Rehearsals, Safe(mapping));

    /// <summary>Where standard input is kept. In a folder of its own, since what --restart puts aside are the files beside the books.</summary>
    public static string SpoolIn(string folder) => Path.Combine(folder, "spool", "standard-input");

    /// <summary>Never empty and never a way out of the folder: dots at either end become dashes too.</summary>
    private static string Safe(string name)
    {
        var letters = name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-').ToArray();
        for (var i = 0; i < letters.Length && letters[i] == '.'; i++) letters[i] = '-';
        for (var i = letters.Length - 1; i >= 0 && letters[i] == '.'; i--) letters[i] = '-';
        return letters.Length == 0 ? "-" : new(letters);
    }
}
