namespace Loader.Books.RowBytes;

/// <summary>What is known of one row.</summary>
internal enum RowState
{
    /// <summary>Not read yet, or given back unsent by a run that stopped. The next run takes it.</summary>
    NotReached,

    /// <summary>Its request is about to leave, or has left, in this run.</summary>
    Leaving,

    /// <summary>An answer was read, and by the destination's rules it means accepted.</summary>
    Sent,

    /// <summary>It should have been sent and was not; <c>failed.jsonl</c> says why.</summary>
    Failed,

    /// <summary>It was left out on purpose.</summary>
    Skipped,

    /// <summary>It may have arrived: it left, or may have left, and no answer was read.</summary>
    Uncertain,

    /// <summary>It failed, and is to be tried again by this run or the next. Counts as failed until it leaves.</summary>
    ToRetry,
}
