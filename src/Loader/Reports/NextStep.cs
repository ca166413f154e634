using Loader.Books;

namespace Loader.Reports;

/// <summary>One sentence on what a person does now.</summary>
internal static class NextStep
{
    private const string LookUp = "look the uncertain rows up at the destination before anything sends them again";

    public static string After(int exitCode, Counts counts, bool balances, RunFacts facts) => exitCode switch
    {
        ExitCode.Done => "nothing to do",
        ExitCode.Fault when !balances => $"rows are missing from the books: continue with '{facts.ResumeCommand}', and report this as a fault of Loader",
        ExitCode.Fault => $"report the fault; then continue with '{facts.ResumeCommand}'",
        ExitCode.Unusable => "correct what the messages name, then run again",
        ExitCode.SomeFailed => Correct(facts),
        ExitCode.SomeUncertain when counts.Failed > 0 => $"{LookUp}; {Correct(facts)}",
        ExitCode.SomeUncertain => LookUp,
        _ => $"continue with '{facts.ResumeCommand}'",
    };

    private static string Correct(RunFacts facts) => facts.RejectedFile is { } file
        ? $"correct the rows in {file}, then load that file: 'loader run {facts.MappingFile} --from {file}'"
        : "correct the failed rows, then load them again";
}
