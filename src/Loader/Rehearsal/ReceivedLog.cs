namespace Loader.Rehearsal;

/// <summary>
/// What the endpoint took in: the other half of the books. Small for each event (32 bytes), so that millions fit; safe to read while requests arrive.
/// </summary>
public sealed class ReceivedLog
{
    private const int MostSamples = 1000;
    private const int BlockSize = 8192;
    private readonly Lock gate = new();
    private readonly List<AcceptedEvent[]> blocks = [];
    private readonly Tally refusals = new();
    private readonly Tally faults = new();
    private readonly Tally lost = new();
    private readonly Tally changed = new();
    private readonly List<RowTrouble> lostRows = [];
    private readonly List<RowTrouble> changedRows = [];
    private readonly List<KeptRequest> kept = [];
    private long accepted;
    private long requests;
    private long queries;
    private long connections;
    private long overlaps;
    private long outOfOrder;
    private long answersLost;
    private long withoutId;

    /// <summary>What the endpoint took for granted and the real server may not; see <see cref="IEndpointRules.Assumption"/>.</summary>
    public string? Assumption { get; internal set; }

    /// <summary>Requests that arrived, queries not counted.</summary>
    public long Requests => Interlocked.Read(ref requests);

    /// <summary>Requests that only asked.</summary>
    public long Queries => Interlocked.Read(ref queries);

    /// <summary>Connections that were opened.</summary>
    public long Connections => Interlocked.Read(ref connections);

    /// <summary>Events accepted, repeats counted again.</summary>
    public long Accepted => Interlocked.Read(ref accepted);

    /// <summary>Accepted events that had no id. Each is one of its own in <see cref="TimesById"/>: nobody can tell whether it is a repeat.</summary>
    public long WithoutId => Interlocked.Read(ref withoutId);

    /// <summary>Accepted events whose answer never reached the sender.</summary>
    public long AnswersLost => Interlocked.Read(ref answersLost);

    /// <summary>Requests that arrived while another one of their lane was still being answered. A sender must never cause one.</summary>
    public long Overlaps => Interlocked.Read(ref overlaps);

    /// <summary>Events older than the one of their lane before them.</summary>
    public long OutOfOrder => Interlocked.Read(ref outOfOrder);

    /// <summary>How often each text of refusal was given.</summary>
    public IReadOnlyDictionary<string, long> Refusals => refusals.Counts;

    /// <summary>How often each step of the fault script was played, by the step as it was written.</summary>
    public IReadOnlyDictionary<string, long> Faults => faults.Counts;

    /// <summary>The steps of the fault script, as they were written.</summary>
    public IReadOnlyList<string> Script { get; internal set; } = [];

    /// <summary>Those of them for which chance chooses the requests.</summary>
    public IReadOnlySet<string> ByChance { get; internal set; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Steps of the script that no request met.</summary>
    public IEnumerable<string> NotPlayed => Script.Distinct(StringComparer.Ordinal).Where(step => !Faults.ContainsKey(step));

    /// <summary>Events answered with "accepted" whose row is never stored, by reason.</summary>
    public IReadOnlyDictionary<string, long> Lost => lost.Counts;

    /// <summary>Events whose row is stored differently from what was sent, by what changes.</summary>
    public IReadOnlyDictionary<string, long> Changed => changed.Counts;

    /// <summary>The first thousand rows that are lost although answered with "accepted".</summary>
    public IReadOnlyList<RowTrouble> LostRows => Copy(lostRows);

    /// <summary>The first thousand rows that are stored differently.</summary>
    public IReadOnlyList<RowTrouble> ChangedRows => Copy(changedRows);

    /// <summary>The requests themselves, when the endpoint was told to keep them.</summary>
    public IReadOnlyList<KeptRequest> Kept => Copy(kept);

    /// <summary>Every accepted event, in the order of acceptance.</summary>
    public IEnumerable<AcceptedEvent> Events()
    {
        var count = Accepted;
        for (var i = 0L; i < count; i++) yield return At(i);
    }

    /// <summary>How often each event was accepted. Costs memory for each event; meant for the end of a run.</summary>
    public IReadOnlyDictionary<UInt128, int> TimesById()
    {
        var times = new Dictionary<UInt128, int>();
        foreach (var one in Events()) times[one.Id] = times.GetValueOrDefault(one.Id) + 1;
        return times;
    }

    /// <summary>The key under which an event id stands in <see cref="Events"/> and <see cref="TimesById"/>.</summary>
    public static UInt128 KeyOf(ReadOnlySpan<char> eventId) => Fingerprint.Of(eventId);

    /// <inheritdoc cref="KeyOf(ReadOnlySpan{char})"/>
    public static UInt128 KeyOf(ReadOnlySpan<byte> eventId) => Fingerprint.Of(eventId);

    /// <summary>Adds to what was taken for granted.</summary>
    internal void Assume(string what) => Assumption = Assumption is { } other ? $"{what}, and {other}" : what;

    internal long NextRequest() => Interlocked.Increment(ref requests);

    internal void Query() => Interlocked.Increment(ref queries);

    internal void Connected() => Interlocked.Increment(ref connections);

    internal void Overlapped(long times) => Interlocked.Add(ref overlaps, times);

    internal void Played(string step) => faults.Add(step);

    internal void Keep(KeptRequest request)
    {
        lock (gate) kept.Add(request);
    }

    /// <summary>Writes down what the rules did; returns the index of the first accepted event.</summary>
    internal long Write(long request, EndpointAnswer answer)
    {
        if (answer.Refusal is { } refusal) refusals.Add(refusal);
        if (answer.OutOfOrder > 0) Interlocked.Add(ref outOfOrder, answer.OutOfOrder);
        if (answer.Accepted.Count == 0) return accepted;
        lock (gate)
        {
            var first = accepted;
            foreach (var one in answer.Accepted) Append(request, one);
            return first;
        }
    }

    /// <summary>The answer to these events will not reach the sender.</summary>
    internal void LoseAnswer(long first, int count)
    {
        lock (gate)
        {
            for (var i = first; i < first + count; i++)
            {
                ref var one = ref blocks[(int)(i / BlockSize)][i % BlockSize];
                if (!one.AnswerLost) answersLost++;
                one = one with { AnswerLost = true };
            }
        }
    }

    private void Append(long request, in AcceptedId one)
    {
        if (accepted % BlockSize == 0) blocks.Add(new AcceptedEvent[BlockSize]);
        var id = one.Id == Fingerprint.None ? Fingerprint.OfNameless(Interlocked.Increment(ref withoutId)) : one.Id;
        blocks[^1][accepted % BlockSize] = new(id, request, AnswerLost: false);
        Interlocked.Increment(ref accepted);
        Note(one.Loss, one.Text, lost, lostRows);
        Note(one.Change, one.Text, changed, changedRows);
    }

    private static void Note(string? reason, string? eventId, Tally tally, List<RowTrouble> rows)
    {
        if (reason is null) return;
        tally.Add(reason);
        if (rows.Count < MostSamples) rows.Add(new(eventId ?? "", reason));
    }

    private AcceptedEvent At(long index)
    {
        lock (gate) return blocks[(int)(index / BlockSize)][index % BlockSize];
    }

    private T[] Copy<T>(List<T> list)
    {
        lock (gate) return [.. list];
    }
}
