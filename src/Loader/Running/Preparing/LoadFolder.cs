using System.Globalization;
using Loader.Settings;

namespace Loader.Running.Preparing;

/// <summary>Where the books of a load lie under <c>--runs</c>: one folder per mapping.</summary>
internal static class LoadFolder
{
    private const string Rehearsals = "rehearsals";
    private const string Corrected = "corrected";

    /// <summary><c>.loader/crm-purchases</c>; characters that a file name cannot have become dashes.</summary>
    public static string Of(string runs, string mapping) => Path.Combine(runs, Safe(mapping));

    /// <summary>
    /// Where a corrected rejected file is loaded: the books of a load describe one source, so another one needs books of its own. What is rejected there in its
    /// turn goes beside it and not below: <c>corrected</c>, <c>corrected/2</c>, <c>corrected/3</c>.
    /// </summary>
    public static string CorrectedUnder(string runs)
    {
        var here = Path.TrimEndingDirectorySeparator(runs);
        if (Path.GetFileName(here) == Corrected) return Path.Combine(here, "2");
        return Path.GetDirectoryName(here) is { Length: > 0 } above && Path.GetFileName(above) == Corrected
            && int.TryParse(Path.GetFileName(here), NumberStyles.None, CultureInfo.InvariantCulture, out var round)
            ? Path.Combine(above, (round + 1L).ToString(CultureInfo.InvariantCulture))
            : Path.Combine(runs, Corrected);
    }

    /// <summary>The first round of corrections in which a load has no books yet.</summary>
    /// <param name="runs">Where the load has its own.</param>
    /// <param name="load">The name of their folder.</param>
    public static string FreeCorrectedUnder(string runs, string load)
    {
        var round = CorrectedUnder(runs);
        while (Directory.Exists(Path.Combine(round, load))) round = CorrectedUnder(round);
        return round;
    }

    /// <summary>
    /// Where books of a mapping lie unless somebody chose another folder: under <c>--runs</c>, under what it is a round of corrections of, and in the usual
    /// place, each with the rounds of corrections there.
    /// </summary>
    public static IEnumerable<string> Near(string runs, string mapping)
    {
        foreach (var root in new[] { runs, CorrectedFrom(runs), RunFlags.DefaultRuns }.Distinct(StringComparer.Ordinal))
        {
            yield return Of(root, mapping);
            var corrected = Path.Combine(root, Corrected);
            if (!Directory.Exists(corrected)) continue;
            yield return Of(corrected, mapping);
            foreach (var round in Directory.EnumerateDirectories(corrected).Order(StringComparer.Ordinal)) yield return Of(round, mapping);
        }
    }

    /// <summary>What a folder is a round of corrections of; the folder itself where it is none.</summary>
    private static string CorrectedFrom(string runs)
    {
        var here = Path.TrimEndingDirectorySeparator(runs);
        if (Path.GetFileName(here) != Corrected && Path.GetDirectoryName(here) is { Length: > 0 } above && Path.GetFileName(above) == Corrected) here = above;
        return Path.GetFileName(here) == Corrected && Path.GetDirectoryName(here) is { } from ? from : runs;
    }

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
