using System.CommandLine;

namespace Loader.Cli;

/// <summary><c>--format</c>, or in full <c>--from-format</c>: how a source is written, whatever its name says.</summary>
internal static class FormatOption
{
    private const string Full = "--from-format";

    /// <param name="otherwise">What holds without it.</param>
    public static Option<string?> Create(string otherwise = "else the mapping says it") => Described(new("--format", Full), otherwise);

    /// <summary>Only in full: there --format says how findings are written.</summary>
    public static Option<string?> OfCheck() => Described(new(Full), "else the mapping says it");

    private static Option<string?> Described(Option<string?> option, string otherwise)
    {
        option.Description = $"How the rows are written: csv, ndjson, parquet or xlsx; {otherwise}.";
        option.HelpName = "format";
        return option;
    }
}
