using System.Buffers;
using Loader.Destinations;
using Loader.Mappings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Running.GroupKeys;
using Loader.Running.Preparing;

namespace Loader.Running.Showing;

/// <summary>
/// How one row became what it became: its cells, the value of every part of every expression, its events or why there is none. Sends nothing.
/// </summary>
internal sealed class Explanation
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    private Explanation(Prepared prepared, long row) => (Prepared, Row) = (prepared, row);

    public Prepared Prepared { get; }

    public long Row { get; }

    public long Line { get; private set; }

    /// <summary>The rows of its group, itself among them; only itself where there are no groups, or it joined none.</summary>
    public (long First, long Last) Rows { get; private set; }

    /// <summary>The row's cells, by the columns that the mapping reads; null where it cannot be read.</summary>
    public IReadOnlyDictionary<string, Value> Cells { get; private set; } = new Dictionary<string, Value>(StringComparer.Ordinal);

    public ValueTrace Trace { get; } = new();

    public Mapped Outcome { get; private set; }

    public List<ExplainedEvent> Events { get; } = [];

    /// <summary>Null when the source has no such row.</summary>
    public static async Task<Explanation?> OfAsync(Prepared prepared, long row, Catalogs catalogs, OptionContext context, CancellationToken stop)
    {
        var now = context.Clock.GetUtcNow();
        var explanation = new Explanation(prepared, row);
        var apart = context with { Findings = [] };
        var mapper = Mapper.Compile(
            prepared.Rules,
            prepared.Source.Schema,
            apart.Findings,
            new LookupFiles(catalogs.Sources, apart),
            new SecretVariables(apart, prepared.Rules.File),
            out _,
            explanation.Trace)
            ?? throw new InvalidOperationException("A mapping that was compiled cannot be compiled again.");
        mapper.Now = Value.OfTime(now.ToUnixTimeSeconds(), 0);
        prepared.BeginAt(mapper.Now);
        explanation.Rows = mapper.IsGrouped ? await GroupAsync(prepared, row, stop) : (row, row);
        return await explanation.FollowAsync(mapper, stop) ? explanation : null;
    }

    /// <summary>The first and the last row of the group that a row is in.</summary>
    private static async Task<(long First, long Last)> GroupAsync(Prepared prepared, long row, CancellationToken stop)
    {
        var grouper = new Grouper(prepared.Mapper, new AnyKeys());
        var (first, last) = (0L, 0L);
        await foreach (var chunk in prepared.Source.ReadAsync(1, prepared.Mapper.Columns, stop))
        {
            using (chunk)
            {
                for (var index = 0; index < chunk.Count; index++)
                {
                    var number = chunk.FirstRow + index;
                    var step = grouper.Take(chunk, index);
                    if (step.Closed && number > row) return (first, last);
                    if (number == row && step.Row.Result != MapResult.Event) return (row, row);
                    if (step.Row.Result == MapResult.Event && (step.Closed || grouper.OpenRows == 1)) first = number;
                    if (step.Row.Result == MapResult.Event) last = number;
                }

                grouper.Detach();
            }
        }

        return (first, last);
    }

    /// <summary>Puts the row, or its group, through the mapping; false when there is no such row.</summary>
    private async Task<bool> FollowAsync(Mapper mapper, CancellationToken stop)
    {
        var grouper = mapper.IsGrouped ? new Grouper(mapper, new AnyKeys()) : null;
        var found = false;
        await foreach (var chunk in Prepared.Source.ReadAsync(Math.Max(1, Rows.First), mapper.Columns, stop))
        {
            using (chunk)
            {
                for (var index = 0; index < chunk.Count && chunk.FirstRow + index <= Rows.Last; index++)
                {
                    var isIt = chunk.FirstRow + index == Row;
                    if (isIt) Read(chunk, index, mapper);
                    found |= isIt;
                    if (grouper is null)
                    {
                        if (!isIt) continue;
                        Outcome = mapper.Map(chunk, index);
                        for (var i = 0; Outcome.Result == MapResult.Event && i < mapper.EventCount; i++) Add(mapper.EventAt(i), mapper);
                        return true;
                    }

                    var step = grouper.Take(chunk, index);
                    if (isIt && step.Row.Result != MapResult.Event)
                    {
                        Outcome = step.Row;
                        return true;
                    }
                }

                grouper?.Detach();
                if (chunk.FirstRow + chunk.Count > Rows.Last) break;
            }
        }

        if (!found || grouper is null || !grouper.End()) return found;
        Outcome = grouper.Outcome;
        for (var i = 0; Outcome.Result == MapResult.Event && i < grouper.EventCount; i++) Add(grouper.EventAt(i), mapper);
        return true;
    }

    private void Read(RowChunk chunk, int index, Mapper mapper)
    {
        Line = chunk.LineOf(index);
        if (chunk.ProblemOf(index) is not null) return;
        var cells = new Value[Prepared.Source.Schema.Columns.Count];
        chunk.Read(index, cells);
        Cells = mapper.Columns.ToDictionary(column => Prepared.Source.Schema.Columns[column].Name, column => cells[column].Detached(), StringComparer.Ordinal);
    }

    private void Add(MappedEvent made, Mapper mapper)
    {
        bytes.ResetWrittenCount();
        var packing = Prepared.Packers[made.Entry].Pack(made.Slots, made.Key, bytes, out var packed);
        var id = packing is Packing.Ready ? Prepared.Destination.EventIdOf(bytes.WrittenSpan[..packed.BodyLength]) : null;
        Events.Add(new(mapper.Entries[made.Entry].Name, made.Name, made.Key.Text, id, packing));
    }
}

/// <summary>One of the events of an explained row.</summary>
/// <param name="Entry">The entry of <c>events:</c> that made it; null for <c>event:</c>.</param>
/// <param name="Name">What tells it from the row's other events; null where there are no others.</param>
/// <param name="Key">What its id is derived from.</param>
/// <param name="Id">Its id at the destination; null where it has none.</param>
/// <param name="Packing">What the destination's contract says of it.</param>
internal sealed record ExplainedEvent(string? Entry, string? Name, string Key, string? Id, Packing Packing);
