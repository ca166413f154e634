using System.Text.RegularExpressions;

namespace Loader.Tests.Architecture;

/// <summary>
/// A row is sent because an answer was read, and for no other reason: no default, no "the request went through", no resume that takes it for
/// granted. These are all the places on the way from an answer to a row that is sent; whoever adds one has to add it here.
/// </summary>
public sealed class SentTests
{
    private const string BetweenWords = @"\s*";

    /// <summary>What is written, in a regular expression, and the files of src/Loader that may write it.</summary>
    public static TheoryData<string, string[]> Steps => new()
    {
        // An answer that was read means "accepted": only destinations say so, and the three constants for it.
        {
            @"Answer\.Accepted\.Instance|new (Answer\.)?Accepted\b|new Accepted\(",
            [
                "Destinations/Http/AnswerReader.cs",
                "Destinations/Nameless/NamelessProtocol.cs",
                "Destinations/StatusAnswers.cs",
                "Sending/Attempt.cs",
                "Sending/Reply.cs",
            ]
        },
        { @"new (Answer\.)?SomeRefused\b", ["Destinations/Http/AnswerReader.cs"] },

        // An attempt was accepted: where the whole answer has been read.
        { @"(return|=>|=|\?|:|\() *Attempt\.Accepted\b", ["Sending/Exchange.cs"] },
        { @"(return|=>|=|\?|:|\() *Reply\.Answered\.Accepted\b", ["Sending/Attempts.cs"] },

        // The outcome follows from the reply.
        { @"Outcome\.Sent\.Instance|new (Outcome\.)?Sent\(\)", ["Sending/Verdict.cs"] },

        // The books are told, and write it down.
        { @"\b\w*[bB]ooks\.Sent\(", ["Running/Outcomes/BookLedger.cs"] },
        { @"(Mark|Write|Replace)\([^;]*RowByte\.Sent\b", ["Books/LoadBooks.cs"] },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void The_only_way_to_sent_leads_from_an_answer_that_was_read(string written, string[] allowed)
    {
        var pattern = new Regex(written.Replace(" *", BetweenWords, StringComparison.Ordinal), RegexOptions.None, TimeSpan.FromSeconds(5));
        var found = Sources().Where(file => pattern.IsMatch(File.ReadAllText(file))).Select(Name).Order(StringComparer.Ordinal);

        Assert.Equal(allowed, found);
    }

    [Fact]
    public void An_accepted_attempt_is_only_made_of_an_answer_that_the_destination_read()
    {
        var exchange = File.ReadAllText(Path.Combine(Repository.Root, "src", "Loader", "Sending", "Exchange.cs"));

        var read = exchange.IndexOf("protocol.Read(", StringComparison.Ordinal);
        Assert.True(read > 0 && read < exchange.IndexOf("return Attempt.Accepted", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Loader"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Name(file).StartsWith("obj/", StringComparison.Ordinal));

    private static string Name(string file) => Path.GetRelativePath(Path.Combine(Repository.Root, "src", "Loader"), file).Replace('\\', '/');
}
