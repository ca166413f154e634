using System.Text.RegularExpressions;
using Loader.Books;
using Loader.Reports;
using Loader.Running.Preparing;
using Loader.Settings;

namespace Loader.Cli.Words;

/// <summary>The command lines that a run shows: each has to work as it stands when it is typed where the run was started.</summary>
/// <param name="program">How the program is started here.</param>
/// <param name="flags">What this run was started with.</param>
/// <param name="rehearsal">Whether it was a rehearsal.</param>
internal sealed partial class CommandLines(string program, RunFlags flags, bool rehearsal)
{
    /// <summary>Continues this load. Without <c>--limit</c>, whose rows have been read, and without <c>--restart</c>.</summary>
    public string Resume => Line(rehearsal ? "rehearse" : "run", flags.From, flags.Runs, rehearsal ? null : flags.ToEndpoint);

    /// <summary>Sends failed rows again, once the mapping has been mended.</summary>
    public string Retry => Resume + " --retry-failed";

    /// <summary>Settles uncertain rows as a person found them.</summary>
    public string Resolve => Resume + " --resolve uncertain=sent";

    /// <summary>Names the uncertain rows of a load.</summary>
    /// <param name="load">The folder of its books under <c>--runs</c>.</param>
    public string Status(string load) =>
        string.Join(
            ' ',
            new[] { "status", load }.Concat(flags.Runs == RunFlags.DefaultRuns ? [] : ["--runs", flags.Runs]).Select(ShellWord.Quoted).Prepend(program));

    /// <summary>Loads a rejected file once it has been corrected.</summary>
    public string Correct(string rejected)
    {
        var load = Path.GetFileName(Path.GetDirectoryName(rejected)) ?? "";
        return Line("run", rejected, LoadFolder.FreeCorrectedUnder(flags.Runs, load), flags.ToEndpoint);
    }

    /// <summary>After a rehearsal: the real thing, and which variables it needs that are not set here.</summary>
    public ReportedStep Real(string mappingText, Func<string, string?> variable)
    {
        var missing = Missing(mappingText, variable);
        return new($"load the real thing{(missing.Count > 0 ? $", with {string.Join(" and ", missing)} set" : "")}", Line("run", flags.From, flags.Runs, null));
    }

    private string Line(string command, string? from, string runs, string? endpoint)
    {
        var words = new List<string> { command, flags.Mapping };
        if (from is not null) words.AddRange(["--from", from]);

        // A rejected file is in the form that its source reads without being told.
        if (from == flags.From && flags.Format is { } format) words.AddRange(["--format", format]);
        if (from == flags.From && flags.Spool) words.Add("--spool");
        if (endpoint is not null) words.AddRange(["--to-endpoint", RedactedEndpoint.Of(new(endpoint))]);
        if (flags.Rate is { } rate) words.AddRange(["--rate", rate]);
        if (flags.Parallel is { } parallel) words.AddRange(["--parallel", parallel]);
        if (flags.MaxFailed is { } maxFailed) words.AddRange(["--max-failed", maxFailed]);
        if (runs != RunFlags.DefaultRuns) words.AddRange(["--runs", runs]);
        return string.Join(' ', words.Select(ShellWord.Quoted).Prepend(program));
    }

    /// <summary>Variables that the mapping reads without a default; in comments they do not count.</summary>
    private static List<string> Missing(string mappingText, Func<string, string?> variable) =>
    [
        .. mappingText.Split('\n')
            .Where(line => !line.TrimStart().StartsWith('#'))
            .SelectMany(line => Needed().Matches(line))
            .Select(match => match.Groups["name"].Value)
            .Distinct(StringComparer.Ordinal)
            .Where(name => string.IsNullOrEmpty(variable(name))),
    ];

    [GeneratedRegex(@"(?<!\$)\$\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Needed();
}
