using System.Buffers;
using System.CommandLine;
using Loader.Cli.Words;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Reports;
using Loader.Running.Preparing;
using Loader.Sources;

namespace Loader.Cli;

/// <summary><c>loader rows SOURCE</c>: the rows of any source as NDJSON, typed and exact, nothing else done to them.</summary>
internal static class RowsCommand
{
    public static Command Create(Surroundings around)
    {
        var source = new Argument<string>("source") { Description = "A file, folder, pattern, @LIST or - ; or a mapping file, for its source." };
        var format = FormatOption.Create("else the name and the content decide");
        var limit = new Option<long?>("--limit") { Description = "No more than this many rows.", HelpName = "rows" };
        AtLeast.AddTo(limit, 0);
        var columns = new Option<string?>("--columns") { Description = "Only these columns: a,b,c.", HelpName = "names" };
        var command = new Command("rows", "Shows the rows of a source as NDJSON: typed, exact, nothing else done to them.") { source, format, limit, columns };
        ExampleHelp.AddTo(command, "loader rows sample-data/purchases.csv --limit 2");
        command.SetAction((parsed, stop) => ShowAsync(
            parsed.GetValue(source)!, parsed.GetValue(format), parsed.GetValue(limit) ?? long.MaxValue, parsed.GetValue(columns)?.Split(','), around, stop));
        return command;
    }

    private static async Task<int> ShowAsync(string named, string? format, long limit, string[]? columns, Surroundings around, CancellationToken stop)
    {
        var findings = new FindingList();
        await using var source = await NamedSource.OpenAsync(named, format, around.Catalogs.Sources, around.Options(findings), stop);
        var wanted = source is null ? null : Wanted(source, columns, findings);
        FindingWords.Write(findings, around);
        if (wanted is null) return ExitCode.Unusable;
        try
        {
            return await WriteAsync(source!, wanted, limit, around, stop) ? ExitCode.Done : ExitCode.SomeFailed;
        }
        catch (SourceException failed)
        {
            await around.Talk.WriteLineAsync(FindingWords.Shown(failed.Finding, around).ToString());
            return ExitCode.StoppedEarly;
        }
    }

    private static int[]? Wanted(ISource source, string[]? columns, FindingList findings)
    {
        if (columns is null) return [.. Enumerable.Range(0, source.Schema.Columns.Count)];
        var names = source.Schema.Columns.Select(column => column.Name).ToList();
        var unknown = columns.Where(name => !names.Contains(name, StringComparer.Ordinal)).ToList();
        foreach (var name in unknown)
        {
            findings.Add(
                RunningCodes.NoSuchColumn,
                Place.Of(source.Name),
                $"there is no column '{name}'",
                DidYouMean.Hint(name, names) ?? "it has: " + string.Join(", ", names));
        }

        return unknown.Count > 0 ? null : [.. columns.Select(name => source.Schema.IndexOf(name))];
    }

    /// <summary>Writes the rows; false when some of them could not be read.</summary>
    private static async Task<bool> WriteAsync(ISource source, int[] columns, long limit, Surroundings around, CancellationToken stop)
    {
        var all = true;
        var line = new ArrayBufferWriter<byte>();
        var cells = new Value[source.Schema.Columns.Count];
        if (limit == 0) return true;
        await foreach (var chunk in source.ReadAsync(1, columns, stop))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count && limit > 0; i++, limit--)
                {
                    if (chunk.ProblemOf(i) is { } problem)
                    {
                        all = false;
                        await around.Talk.WriteLineAsync(problem.ToString());
                        continue;
                    }

                    line.ResetWrittenCount();
                    RowJson.Write(chunk, i, source.Schema, columns, cells, line);
                    await around.Output.WriteLineAsync(System.Text.Encoding.UTF8.GetString(line.WrittenSpan));
                }
            }

            if (limit == 0) break;
        }

        return all;
    }
}
