using System.Buffers;
using Loader.Books;
using Loader.Books.Records;
using Loader.Mappings;
using Loader.Mappings.Rows;
using Loader.Running.Consigning;
using Loader.Running.Preparing;
using Loader.Sending;

namespace Loader.Running.Outcomes;

/// <summary>
/// Writes failed and uncertain rows into the books with all that a person needs to correct them: place, reason, field, key and the row as it was.
/// Called from the reader and from every sender; what it does more than marking a byte happens only to rows that went wrong.
/// </summary>
internal sealed class FailedRows(LoadBooks books, Prepared prepared, Threshold threshold, TimeProvider clock)
{
    private readonly Lock mapping = new();
    private readonly Mapper keys = prepared.Mapper.Another();

    /// <summary>The source could not read the row, or the mapping could not make an event of it.</summary>
    /// <param name="open">The events of it that are not sent, when others are.</param>
    public void Rejected(RowChunk chunk, int index, IReadOnlyList<RowProblem> problems, IReadOnlyList<string>? open = null)
    {
        var first = problems[0];
        var unreadable = chunk.ProblemOf(index) is not null;
        Fail(chunk, index, new()
        {
            Row = chunk.FirstRow + index,
            Line = chunk.LineOf(index),
            Stage = unreadable ? FailureStage.Read : FailureStage.Map,
            Code = first.Problem.Code.Id,
            Reason = prepared.Secrets.Redact(string.Join("; ", problems.Select(problem => problem.Problem.Message))),
            Field = first.Field,
            MappingPlace = first.Problem.Place?.ToString(),
            Key = unreadable ? null : Key(chunk, index),
            Events = open,
        });
    }

    /// <summary>The event breaks the destination's contract.</summary>
    public void Broken(RowChunk chunk, int index, Problem problem, string? field) =>
        Fail(chunk, index, new()
        {
            Row = chunk.FirstRow + index,
            Line = chunk.LineOf(index),
            Stage = FailureStage.Contract,
            Code = problem.Code.Id,
            Reason = prepared.Secrets.Redact(problem.Hint is null ? problem.Message : $"{problem.Message} ({problem.Hint})"),
            Field = field,
            MappingPlace = problem.Place?.ToString(),
            Key = Key(chunk, index),
        });

    /// <summary>The destination refused it, or the attempts are used up.</summary>
    public void Refused(RowChunk chunk, long row, Outcome.Failed failed)
    {
        var index = (int)(row - chunk.FirstRow);
        Fail(chunk, index, new()
        {
            Row = row,
            Line = chunk.LineOf(index),
            Stage = FailureStage.Send,
            Code = failed.Code,
            Reason = prepared.Secrets.Redact(failed.Reason),
            Key = Key(chunk, index),
        });
    }

    /// <summary>It left, and no answer was read.</summary>
    public void Uncertain(RowChunk chunk, in Parcel parcel, string reason)
    {
        var index = (int)(parcel.Ticket - chunk.FirstRow);
        books.Uncertain(new()
        {
            Row = parcel.Ticket,
            Line = chunk.LineOf(index),
            Key = Key(chunk, index),
            EventId = prepared.Destination.EventIdOf(parcel.Body.Span),
            LeftAt = clock.GetUtcNow(),
            Reason = prepared.Secrets.Redact(reason),
        });
        threshold.Settled();
    }

    /// <summary>The group of a row that is held cannot become an event.</summary>
    public void Rejected(
        RowChunk? chunk, in HeldRow row, IReadOnlyList<RowProblem> problems, string? key, IReadOnlyList<string>? open) => Fail(chunk, row, new()
        {
            Row = row.Row,
            Line = row.Line,
            Stage = FailureStage.Map,
            Code = problems[0].Problem.Code.Id,
            Reason = prepared.Secrets.Redact(string.Join("; ", problems.Select(problem => problem.Problem.Message))),
            Field = problems[0].Field,
            MappingPlace = problems[0].Problem.Place?.ToString(),
            Key = key,
            Events = open,
        });

    /// <summary>An event of the row, or of its group, breaks the destination's contract.</summary>
    public void Broken(RowChunk? chunk, in HeldRow row, Problem problem, string? field, string? key, IReadOnlyList<string>? open) => Fail(chunk, row, new()
    {
        Row = row.Row,
        Line = row.Line,
        Stage = FailureStage.Contract,
        Code = problem.Code.Id,
        Reason = prepared.Secrets.Redact(problem.Hint is null ? problem.Message : $"{problem.Message} ({problem.Hint})"),
        Field = field,
        MappingPlace = problem.Place?.ToString(),
        Key = key,
        Events = open,
    });

    /// <summary>The destination refused an event of the row, or of its group.</summary>
    public void Refused(RowChunk? chunk, in HeldRow row, Consignment consignment, Consignment.Verdict.Failed refused) => Fail(chunk, row, new()
    {
        Row = row.Row,
        Line = row.Line,
        Stage = FailureStage.Send,
        Code = refused.Code,
        Reason = prepared.Secrets.Redact(refused.Reason),
        Key = consignment.Key,
        Events = refused.Events,
    });

    /// <summary>An event of the row, or of its group, left, and no answer was read.</summary>
    public void Uncertain(in HeldRow row, Consignment consignment, Consignment.Verdict.Uncertain uncertain)
    {
        books.Uncertain(new()
        {
            Row = row.Row,
            Line = row.Line,
            Key = consignment.Key,
            EventId = uncertain.EventId,
            LeftAt = consignment.LeftAt,
            Reason = prepared.Secrets.Redact(uncertain.Reason),
            Events = uncertain.Events,
            InDoubt = uncertain.InDoubt,
        });
        threshold.Settled();
    }

    /// <summary>Another row of the group may have left, and with it this one.</summary>
    public void UncertainWithGroup(UncertainRow row)
    {
        books.Uncertain(row);
        threshold.Settled();
    }

    /// <summary>The id under which an event stands at the destination.</summary>
    public string? EventId(in Parcel parcel) => prepared.Destination.EventIdOf(parcel.Body.Span);

    private void Fail(RowChunk? chunk, in HeldRow row, FailedRow record)
    {
        if (row.Index >= 0)
        {
            Fail(chunk!, row.Index, record);
            return;
        }

        books.Failed(record with { Original = row.Original });
        threshold.Failed();
    }

    private void Fail(RowChunk chunk, int index, FailedRow row)
    {
        var original = new ArrayBufferWriter<byte>();
        chunk.WriteOriginal(index, original);
        books.Failed(row with { Original = original.WrittenMemory });
        threshold.Failed();
    }

    private string? Key(RowChunk chunk, int index)
    {
        lock (mapping)
        {
            keys.Now = prepared.Mapper.Now;
            return keys.KeyOf(chunk, index);
        }
    }
}
