using System.Numerics;

namespace Loader.Sending;

/// <summary>
/// Finds the bad events of a request that was refused as a whole, by asking for ever smaller parts in order. Finds one bad event among n
/// within log2(n) + 3 requests, and k of them within 2·k·log2(n) + k + log2(k) + 1, the first included. Only decides; who asks it sends.
/// </summary>
/// <remarks>
/// Bad events are rare, so when one has been found everything behind it is asked for at once. That this failed is only risked after the first,
/// second, fourth, eighth … bad event: a request full of them costs little more than plain halving.
/// </remarks>
internal sealed class Halving
{
    private readonly Stack<Part> parts = new();
    private readonly List<Part> apart = [];
    private Part last;
    private int found;

    /// <summary>The whole of so many events was refused.</summary>
    public void Begin(int count)
    {
        parts.Clear();
        found = 0;
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

    /// <summary>The last part was refused as a whole; when it was a single event, that is a bad one.</summary>
    public void Refused()
    {
        if (last.IsJoined) Disjoin();
        else if (last.Count > 1) Split(last);
        else if (BitOperations.IsPow2(++found)) Join();
    }

    /// <summary>Every event of the last part was accepted.</summary>
    public void Accepted()
    {
        if (last.IsLeft) parts.Push(parts.Pop() with { IsBad = true });
    }

    /// <summary>Makes one part of all that is left. The parts lie behind one another, and nothing is known of any of them.</summary>
    private void Join()
    {
        if (parts.Count < 2) return;
        apart.Clear();
        apart.AddRange(parts);
        parts.Clear();
        parts.Push(new(last.Start + 1, apart.Sum(static part => part.Count), IsLeft: false, IsBad: false, IsJoined: true));
    }

    /// <summary>There is a bad one in there too: the parts again, one after another.</summary>
    private void Disjoin()
    {
        for (var i = apart.Count - 1; i >= 0; i--) parts.Push(apart[i]);
    }

    private void Split(Part part)
    {
        var left = part.Count / 2;
        parts.Push(new(part.Start + left, part.Count - left, IsLeft: false, IsBad: false));
        parts.Push(new(part.Start, left, IsLeft: true, IsBad: false));
    }

    private readonly record struct Part(int Start, int Count, bool IsLeft, bool IsBad, bool IsJoined = false);
}
