using Loader.Books;

namespace Loader.Reports;

/// <summary>One sentence on what a person does now.</summary>
internal static class NextStep
{
    private const string LookUp = "look the uncertain rows up at the destination before anything sends them again";

    public static string After(int exitCode, Counts counts, bool balances, RunFacts facts) => exitCode switch
    {
        ExitMeaning.Done => "nothing to do",
        ExitMeaning.Fault when !balances => $"rows are missing from the books: continue with '{facts.ResumeCommand}', and report this as a fault of Loader",
        ExitMeaning.Fault => $"report the fault; then continue with '{facts.ResumeCommand}'",
        ExitMeaning.Unusable => "correct what the messages name, then run again",
        ExitMeaning.SomeFailed => Correct(facts),
        ExitMeaning.SomeUncertain when counts.Failed > 0 => $"{LookUp}; {Correct(facts)}",
        ExitMeaning.SomeUncertain => LookUp,
        _ => $"continue with '{facts.ResumeCommand}'",
    };

    private static string Correct(RunFacts facts) => facts.RejectedFile is { } file
        ? $"correct the rows in {file}, then load that file: 'loader run {facts.MappingFile} --from {file}'"
        : "correct the failed rows, then load them again";
}
