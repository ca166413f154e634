namespace Loader.Sending;

/// <summary>
/// Finds the bad events of a request that was refused as a whole, by asking for ever smaller parts in order. Finds k bad ones among n
/// within 2·k·log2(n) + k requests, the first included. Only decides; who asks it sends.
/// </summary>
internal sealed class Halving
{
    private readonly Stack<Part> parts = new();
    private Part last;

    /// <summary>The whole of so many events was refused.</summary>
    public void Begin(int count)
    {
        parts.Clear();
        Split(new(0, count, IsLeft: false, IsBad: true));
    }

    /// <summary>The part to send next; false when everything has been sent.</summary>
    public bool TryNext(out int start, out int count)
    {
        while (parts.TryPop(out last))
        {
            // When the left half was clean, the right one is what is bad: asking for it as a whole would be a wasted request.
            if (last is { IsBad: true, Count: > 1 })
            {
                Split(last);
                continue;
            }

            (start, count) = (last.Start, last.Count);
            return true;
        }

        start = count = 0;
        return false;
    }

    /// <summary>The last part was refused as a whole.</summary>
    public void Refused() => Split(last);

    /// <summary>Every event of the last part was accepted.</summary>
    public void Accepted()
    {
        if (last.IsLeft) parts.Push(parts.Pop() with { IsBad = true });
    }

    private void Split(Part part)
    {
        var left = part.Count / 2;
        parts.Push(new(part.Start + left, part.Count - left, IsLeft: false, IsBad: false));
        parts.Push(new(part.Start, left, IsLeft: true, IsBad: false));
    }

    private readonly record struct Part(int Start, int Count, bool IsLeft, bool IsBad);
}
