using System.Buffers;

namespace Loader.Books.RowBytes;

/// <summary>The bytes that stand for rows on disk. Values are part of the layout and never change their meaning.</summary>
internal static class RowByte
{
    public const byte NotReached = 0;
    public const byte Leaving = 1;
    public const byte Sent = 2;
    public const byte Failed = 3;
    public const byte SkippedForNoReason = 4;
    public const byte Uncertain = 5;

    /// <summary>Leaving once more after it had been uncertain. Given back unsent, it is uncertain again, not unreached.</summary>
    public const byte LeavingAgain = 6;

    /// <summary>It failed, somebody asked for it to be tried again, and its turn has not come. Counts as failed.</summary>
    public const byte ToRetry = 7;

    /// <summary>Leaving once more after it had failed. Given back unsent, it waits for its retry again.</summary>
    public const byte LeavingRetry = 8;

    /// <summary>It was uncertain, and a person who looked it up at the destination says that it arrived.</summary>
    public const byte SentByHand = 9;

    /// <summary>This byte and those above it: skipped under the reason with that index.</summary>
    public const byte SkippedFirst = 64;

    /// <summary>How many reasons have a byte; rows skipped under further ones are counted together.</summary>
    public const int MostReasons = byte.MaxValue - SkippedFirst;

    /// <summary>All bytes of rows that are failed, waiting for a retry or not.</summary>
    public static readonly SearchValues<byte> AnyFailed = SearchValues.Create(Failed, ToRetry);

    /// <summary>All bytes of rows that are leaving.</summary>
    public static readonly SearchValues<byte> AnyLeaving = SearchValues.Create(Leaving, LeavingAgain, LeavingRetry);

    /// <summary>All bytes of rows that are uncertain once the run that let them go is dead.</summary>
    public static readonly SearchValues<byte> InDoubtAfterDeath =
        SearchValues.Create([.. Enumerable.Range(0, byte.MaxValue + 1).Select(b => (byte)b).Where(b => State(b) is RowState.Uncertain or RowState.Leaving)]);

    private static readonly SearchValues<byte>[] ByState =
    [
        .. Enum.GetValues<RowState>()
            .Select(state => SearchValues.Create([.. Enumerable.Range(0, byte.MaxValue + 1).Select(b => (byte)b).Where(b => State(b) == state)])),
    ];

    /// <summary>All bytes that mean this state.</summary>
    public static SearchValues<byte> Of(RowState state) => ByState[(int)state];

    /// <summary>Whether nothing that can still happen in a run changes the byte.</summary>
    public static bool IsLast(byte value) => value is Sent or Failed or SentByHand or SkippedForNoReason or >= SkippedFirst;

    /// <summary>All bytes that <see cref="IsLast"/>.</summary>
    public static readonly SearchValues<byte> Last = SearchValues.Create([.. Enumerable.Range(0, byte.MaxValue + 1).Select(b => (byte)b).Where(IsLast)]);

    /// <summary>All others.</summary>
    public static readonly SearchValues<byte> NotLast = SearchValues.Create([.. Enumerable.Range(0, byte.MaxValue + 1)
        .Select(b => (byte)b)
        .Where(b => !IsLast(b))]);

    /// <summary>The byte of a row skipped under a reason.</summary>
    public static byte Skipped(int reason) =>
        reason is >= 0 and < MostReasons ? (byte)(SkippedFirst + reason) : SkippedForNoReason;

    /// <summary>What a byte means. A byte that nobody writes can only be damage: whatever became of its row, it is uncertain.</summary>
    public static RowState State(byte value) => value switch
    {
        NotReached => RowState.NotReached,
        Leaving or LeavingAgain or LeavingRetry => RowState.Leaving,
        Sent or SentByHand => RowState.Sent,
        Failed => RowState.Failed,
        ToRetry => RowState.ToRetry,
        SkippedForNoReason or >= SkippedFirst => RowState.Skipped,
        _ => RowState.Uncertain,
    };
}
