namespace Loader.Reports;

/// <summary>What exit codes mean (docs/exit-codes.md).</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Fault = 1;
    public const int Unusable = 2;
    public const int SomeFailed = 3;
    public const int StoppedEarly = 4;
    public const int SomeUncertain = 5;
    public const int Interrupted = 130;
    public const int Terminated = 143;

    /// <summary>What <see cref="StoppedEarly"/> means where every row was read all the same.</summary>
    public const string TooManyFailed = "finished; too many rows failed";

    public static string Of(int code) => code switch
    {
        Done => "every row is accounted for; none failed, none is uncertain",
        Fault => "a fault in Loader itself; the books are true",
        Unusable => "the mapping, a setting or the source cannot be used; nothing was sent",
        SomeFailed => "finished; some rows failed",
        StoppedEarly => "stopped early",
        SomeUncertain => "some rows are uncertain: they may have arrived",
        Interrupted or Terminated => "interrupted; the books are true",
        _ => "ended",
    };

    /// <summary>
    /// The code that tells the truth. A run that believes it is done is not, when rows are missing, uncertain or failed; any
    /// other end stays what it is.
    /// </summary>
    public static int Truthful(int code, bool balances, long failed, long uncertain) => code switch
    {
        Done or SomeFailed or SomeUncertain when !balances => Fault,
        Done or SomeFailed when uncertain > 0 => SomeUncertain,
        Done when failed > 0 => SomeFailed,
        _ => code,
    };
}
