using Loader.Books;
using Loader.Books.Records;
using Loader.Mappings;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;
using Loader.Options;
using Loader.Running.GroupKeys;
using Loader.Running.Preparing;
using Loader.Settings;
using Loader.Sources;
using Loader.Sources.BigQuery;
using Loader.Sources.Bytes;
using Loader.Sources.Postgres;

namespace Loader.Running.Naming;

/// <summary>
/// Names uncertain rows of which the books know only the number, since their run died: by reading the source again under the mapping, where both are what the
/// books describe. For those who only look: sends nothing, writes nothing, asks nobody on a network.
/// </summary>
internal sealed class LostNames(BooksView books, Catalogs catalogs, OptionContext context)
{
    /// <summary>How many rows are named at most; bounds memory.</summary>
    private const int Most = 10_000;

    /// <summary>Finds the names for <see cref="BooksView.Named"/>.</summary>
    /// <param name="most">How many are wanted.</param>
    /// <returns>Why rows are left without a name; null when none is.</returns>
    public async Task<string?> FindAsync(int most, CancellationToken stop)
    {
        var unnamed = books.ReadUncertain().Take(most).Where(row => !row.IsNamed).Take(Most + 1).ToList();
        if (unnamed.Count == 0) return null;
        var asked = unnamed.Take(Most).ToDictionary(row => row.Row);
        if (await ReadAsync(asked, stop) is { } reason)
            return $"the run that let these rows go died before it could write down what they are, and the source is not read again for it: {reason}";
        return unnamed.Count > Most
            ? FormattableString.Invariant($"only the first {Most:N0} rows that have no name in the books were looked up in the source")
            : null;
    }

    /// <summary>Null when they were looked up, else why not.</summary>
    private async Task<string?> ReadAsync(Dictionary<long, UncertainRow> unnamed, CancellationToken stop)
    {
        if (books.Page.Run is not { } run) return "how that run was started is not on record";
        if (CannotBeReadAgain(run) is { } never) return never;
        if (Path.GetFullPath(run.Folder) != Directory.GetCurrentDirectory()) return $"the run was started in '{run.Folder}'; look from there";
        var apart = context with { Findings = [], VariablesMayBeMissing = true };
        try
        {
            RunFlags flags = new() { Mapping = run.Mapping, From = run.From, Format = run.Format };
            await using var prepared = await Preparation.PrepareAsync(flags, catalogs, apart, stop);
            if (prepared is null) return First(apart.Findings);
            if (await DifferenceAsync(prepared, stop) is { } difference) return difference;
            prepared.BeginAt(Value.OfTime(books.Page.StartedAt.ToUnixTimeSeconds(), books.Page.StartedAt.Millisecond * 1_000_000));
            books.Named = await NamesAsync(prepared, unnamed, stop);
            return null;
        }
        catch (SourceException broken)
        {
            return context.Secrets.Redact(broken.Finding.Message);
        }
    }

    /// <summary>What comes once, or costs somebody a query.</summary>
    private string? CannotBeReadAgain(RunNote run)
    {
        var name = books.Page.Identity.SourceName;
        if (name == StandardInputKind.Path) return "the rows were piped in";
        if (name.Contains("://", StringComparison.Ordinal)) return $"'{name}' is not on this machine";
        FindingList findings = [];
        var kind = run.Format ?? (MappingFile.Read(run.Mapping, findings) is { } text ? RulesReader.Read(text, run.Mapping, findings)?.From?.Name : null);
        return kind is not null && catalogs.Sources.Find(kind) is BigQueryKind or PostgresKind ? "its rows are those of a query" : null;
    }

    /// <summary>How the load differs from what the books describe, as a run would compare it; the address aside, since nothing goes there.</summary>
    private async Task<string?> DifferenceAsync(Prepared prepared, CancellationToken stop)
    {
        var beginsAlike = books.LastRead is not { } mark || await prepared.Source.BeginsWithAsync(new(mark.Bytes, mark.Hash), stop);
        FindingList findings = [];
        var now = LoadIdentity.Of(prepared) with
        {
            Endpoint = books.Page.Identity.Endpoint,
            EndpointCheck = books.Page.Identity.EndpointCheck,
        };
        var check = new IdentityCheck(books.Folder, books.Page, now, findings);
        return check.IsSame(mappingMayDiffer: false, beginsAlike ? SourceCheck.Same : SourceCheck.OtherBeginning) ? null : First(findings);
    }

    private string First(FindingList findings) => context.Secrets.Redact(findings.InFileOrder().First(finding => finding.Severity == Severity.Error).Message);

    private static async Task<Dictionary<long, UncertainRow>> NamesAsync(Prepared prepared, Dictionary<long, UncertainRow> unnamed, CancellationToken stop)
    {
        var (mapper, names, found) = (prepared.Mapper, new RowNames(prepared), new Dictionary<long, UncertainRow>(unnamed.Count));
        var groups = mapper.IsGrouped ? new Grouper(mapper, new AnyKeys()) : null;
        var (first, last) = (unnamed.Keys.Min(), unnamed.Keys.Max());
        var open = new List<(long Row, long Line)>();
        await foreach (var chunk in prepared.Source.ReadAsync(groups is null ? first : 1, mapper.Columns, stop))
        {
            using (chunk)
            {
                for (var index = 0; index < chunk.Count; index++)
                {
                    var row = chunk.FirstRow + index;
                    if (groups is null) Single(chunk, index, row);
                    else Grouped(groups, chunk, index, row);
                }

                groups?.Detach();
                if (chunk.FirstRow + chunk.Count > last && open.Count == 0) return found;
            }
        }

        if (groups?.End() == true) Close(groups);
        return found;

        void Single(RowChunk chunk, int index, long row)
        {
            if (unnamed.TryGetValue(row, out var known) && mapper.Map(chunk, index).Result == MapResult.Event)
                found[row] = names.Of(known, chunk.LineOf(index), mapper.Key.Text, mapper.EventAt(0), mapper.EventCount);
        }

        void Grouped(Grouper of, RowChunk chunk, int index, long row)
        {
            var step = of.Take(chunk, index);
            if (step.Closed) Close(of);
            if (step.Row.Result == MapResult.Event && unnamed.ContainsKey(row)) open.Add((row, chunk.LineOf(index)));
        }

        void Close(Grouper of)
        {
            foreach (var (row, line) in open)
                if (of.Outcome.Result == MapResult.Event) found[row] = names.Of(unnamed[row], line, of.Key.Text, of.EventAt(0), of.EventCount);
            open.Clear();
        }
    }
}
