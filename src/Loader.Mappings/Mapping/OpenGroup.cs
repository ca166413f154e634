using Loader.Mappings.Expressions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Mapping;

/// <summary>The rows of one group while they come, and the events they make in the end. Reused for one group after the other.</summary>
internal sealed class OpenGroup(MappingPlan plan)
{
    private RowValues[] rows = new RowValues[4];
    private byte[] key = new byte[64];
    private int keyLength;
    private int detached;

    public Evaluation Evaluation { get; } = new(plan);

    /// <summary>Rows that joined.</summary>
    public int Rows { get; private set; }

    public bool IsOpen { get; private set; }

    /// <summary>Why the group cannot become an event, whatever else comes.</summary>
    public Problem? Failure { get; private set; }

    public bool IsReturned { get; set; }

    public ReadOnlySpan<byte> Key => key.AsSpan(0, keyLength);

    /// <summary>Forgets the last group; what was made of it is void.</summary>
    public void Clear()
    {
        Evaluation.Begin();
        Evaluation.Frame.EndGroup();
        Evaluation.Frame.Begin();
        (Rows, detached, IsOpen, Failure, IsReturned) = (0, 0, false, null, false);
    }

    public void Open(ReadOnlySpan<byte> of)
    {
        if (of.Length > key.Length) key = new byte[Math.Max(of.Length, key.Length * 2)];
        of.CopyTo(key);
        keyLength = of.Length;
        IsOpen = true;
    }

    public void Fail(Problem why) => Failure ??= why;

    /// <summary>Reads a row into the place of the next one, which it keeps if it <see cref="Join"/>s.</summary>
    public void Read(RowChunk chunk, int index)
    {
        if (Rows == rows.Length) Array.Resize(ref rows, rows.Length * 2);
        var row = rows[Rows] ??= new(plan.Cells, plan.Lets);
        row.Begin();
        chunk.Read(index, row.Cells);
        Evaluation.Frame.Enter(row);
    }

    /// <summary>
    /// Takes the row that another group has read and not joined. What was computed from its cells stays there, with the texts that it is made of.
    /// </summary>
    public void Take(OpenGroup other)
    {
        (rows[0], other.rows[other.Rows]) = (other.rows[other.Rows], rows[0]);
        rows[0].Begin();
        Evaluation.Frame.Enter(rows[0]);
    }

    public void Join() => Rows++;

    /// <summary>The chunk of the rows so far goes.</summary>
    public void Detach()
    {
        for (; detached < Rows; detached++) rows[detached].Detach();
    }

    /// <summary>The events of the complete group, or why there are none.</summary>
    public Mapped Close()
    {
        Evaluation.Begin();
        if (Failure is not null)
        {
            Evaluation.Add("group", Failure);
            return Mapped.Rejected(Evaluation.Problems!);
        }

        Evaluation.Frame.BeginGroup(rows, Rows);
        if (plan.Key is null) Evaluation.UseKey(Value.OfUtf8(key, 0, keyLength));
        else Evaluation.MakeKey();
        return Evaluation.MakeEvents();
    }
}
