namespace Loader.Sending;

/// <summary>
/// The requests of one batch that were refused for their size, until it is known whether that was true of them: it was when all their events pass
/// in smaller requests, and not when one of these events is too large by itself.
/// </summary>
internal sealed class SizeSuspects(Ceiling ceiling)
{
    private readonly List<Suspect> open = [];

    public void Clear() => open.Clear();

    /// <summary>A part of the batch was refused for its size.</summary>
    public void Refused(int start, int count, RequestSize size)
    {
        if (size.Events > 1) open.Add(new(start, start + count, size));
        else Acquit(start, count);
    }

    /// <summary>Something else than their size may have been wrong with whatever held these events.</summary>
    public void Acquit(int start, int count) => open.RemoveAll(suspect => suspect.Start < start + count && start < suspect.End);

    /// <summary>Every event before this place has passed. Parts are sent in order, so nothing before it is asked about again.</summary>
    public void Passed(int end)
    {
        for (var i = open.Count - 1; i >= 0; i--)
        {
            if (open[i].End > end) continue;
            ceiling.Refused(open[i].Size);
            open.RemoveAt(i);
        }
    }

    private readonly record struct Suspect(int Start, int End, RequestSize Size);
}
