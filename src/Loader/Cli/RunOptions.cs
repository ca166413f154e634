using System.CommandLine;
using Loader.Cli.Words;
using Loader.Settings;

namespace Loader.Cli;

/// <summary>The flags that <c>run</c> and <c>rehearse</c> share, and how they become <see cref="RunFlags"/>.</summary>
internal sealed class RunOptions
{
    private readonly Argument<string> mapping = new("mapping") { Description = "The mapping file." };
    private readonly Option<string?> from = new("--from") { Description = "Reads this file instead of the mapping's.", HelpName = "path" };
    private readonly Option<string?> format = FormatOption.Create();
    private readonly Option<string?> rate = new("--rate") { Description = "Limit of speed: '50 requests/s', '500 events/s', '1 MB/s'.", HelpName = "rate" };
    private readonly Option<string?> parallel = new("--parallel") { Description = "Requests in flight at most: 16, auto, 'auto 4..64'.", HelpName = "n" };
    private readonly Option<long?> limit = new("--limit") { Description = "Reads no more than this many rows.", HelpName = "rows" };
    private readonly Option<string?> maxFailed = new("--max-failed")
    {
        Description = "Stops when more rows than this fail: 100, 2% (from 100 rows on), or 2% of last 1000.",
        HelpName = "limit",
    };
    private readonly Option<string?> since = new("--since")
    {
        Description = "Where an incremental source begins, instead of where earlier loads came to.",
        HelpName = "value",
    };
    private readonly Option<string> runs = new("--runs")
    {
        Description = "Where books and reports are kept.",
        HelpName = "folder",
        DefaultValueFactory = _ => RunFlags.DefaultRuns,
    };
    private readonly Option<bool> json = new("--json") { Description = "Writes the report as JSON to standard output, and nothing else." };
    private readonly Option<bool> quiet = new("--quiet") { Description = "Says nothing when all went well, else one line." };
    private readonly Option<bool> showValues = new("--show-values") { Description = "Shows cell values in reports instead of masking them." };

    public RunOptions() => AtLeast.AddTo(limit, 0);

    /// <summary>Gives a command these options, with those of its own before what only concerns the screen.</summary>
    public void AddTo(Command command, params ReadOnlySpan<Option> own)
    {
        command.Arguments.Add(mapping);
        foreach (var option in (ReadOnlySpan<Option>)[from, format, .. own, rate, parallel, limit, maxFailed, since, runs, json, quiet, showValues])
            command.Options.Add(option);
    }

    public RunFlags Read(ParseResult parsed) => new()
    {
        Mapping = parsed.GetValue(mapping)!,
        From = parsed.GetValue(from),
        Format = parsed.GetValue(format),
        Rate = parsed.GetValue(rate),
        Parallel = parsed.GetValue(parallel),
        Limit = parsed.GetValue(limit),
        MaxFailed = parsed.GetValue(maxFailed),
        Since = parsed.GetValue(since),
        Runs = parsed.GetValue(runs)!,
        Json = parsed.GetValue(json),
        Quiet = parsed.GetValue(quiet),
        ShowValues = parsed.GetValue(showValues),
    };
}
