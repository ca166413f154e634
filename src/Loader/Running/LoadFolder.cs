namespace Loader.Running;

/// <summary>Where the books of a load lie under <c>--runs</c>: one folder per mapping.</summary>
internal static class LoadFolder
{
    /// <summary><c>.loader/crm-purchases</c>; characters that a file name cannot have become dashes.</summary>
    public static string Of(string runs, string mapping) => Path.Combine(runs, Safe(mapping));

    /// <summary>Rehearsals have books of their own: they must never be taken for a load.</summary>
    public static string OfRehearsal(string runs, string mapping) => Path.Combine(runs, "rehearsals", Safe(mapping));

    private static string Safe(string name) => string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).TrimStart('.');
}
