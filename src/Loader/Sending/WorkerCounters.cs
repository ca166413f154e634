namespace Loader.Sending;

/// <summary>What one worker counts. Only that worker writes; 64-bit writes are whole, so anybody may read.</summary>
internal sealed class WorkerCounters
{
    public long Requests { get; set; }

    public long Events { get; set; }

    public long Bytes { get; set; }

    public long Retries { get; set; }

    public long Preludes { get; set; }

    public long Answers { get; set; }

    public long Receipts { get; set; }

    public long InFlight { get; set; }

    public long Waiting { get; set; }

    public long Sent { get; set; }

    public long Failed { get; set; }

    public long Uncertain { get; set; }

    public long NotReached { get; set; }

    public long Settled => Sent + Failed + Uncertain + NotReached;

    public void Count(Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Sent: Sent++; break;
            case Outcome.Failed: Failed++; break;
            case Outcome.Uncertain: Uncertain++; break;
            case Outcome.NotReached: NotReached++; break;
            default: throw new InvalidOperationException($"unknown outcome {outcome}");
        }
    }
}
