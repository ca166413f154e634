using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Loader.Mappings.Findings;
using Loader.Testing;

namespace Loader.Cli.Words;

/// <summary>
/// Results in the form that CI systems read: the elements and attributes that Jenkins' xunit schema, GitLab and GitHub's readers have in common. A
/// suite for each mapping; a mapping whose tests cannot be run, and one that is covered too little, is a test case with a failure of its own.
/// </summary>
internal sealed class JUnitFile
{
    private readonly XElement root = new("testsuites", new XAttribute("name", "loader"));

    public void Add(string mapping, TestRun? run, FindingList findings, decimal? least, TimeSpan took)
    {
        var cases = new List<XElement>();
        if (run is null)
        {
            var errors = findings.Where(finding => finding.Severity == Severity.Error).ToList();
            cases.Add(Case(mapping, "the mapping can be tested", 0, new XElement(
                "error", new XAttribute("message", errors.Count > 0 ? Clean(errors[0].Message) : "it cannot be read"), Clean(string.Join('\n', errors)))));
        }

        foreach (var result in run?.Results ?? []) cases.Add(Case(mapping, result.Test.Name, result.Test.Rule.Place.Line, Failure(result)));
        if (least is not null)
        {
            var words = string.Create(CultureInfo.InvariantCulture, $"coverage {run!.Coverage.Words} is below {least:0.#}%");
            cases.Add(Case(mapping, "coverage", 0, new XElement(
                "failure",
                new XAttribute("message", words),
                Clean(string.Join('\n', run.Coverage.Points.Where(point => !point.IsReached).Select(point => $"{point.Place}: {point.Unreached}"))))));
        }

        root.Add(new XElement(
            "testsuite",
            new XAttribute("name", Clean(mapping)),
            new XAttribute("tests", cases.Count),
            new XAttribute("failures", cases.Count(test => test.Element("failure") is not null)),
            new XAttribute("errors", cases.Count(test => test.Element("error") is not null)),
            new XAttribute("time", took.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture)),
            cases));
    }

    /// <summary>Writes the file; gives back why it cannot be written.</summary>
    public async Task<string?> WriteAsync(string path, CancellationToken stop)
    {
        var all = root.Descendants("testcase").ToList();
        root.SetAttributeValue("tests", all.Count);
        root.SetAttributeValue("failures", all.Count(test => test.Element("failure") is not null));
        root.SetAttributeValue("errors", all.Count(test => test.Element("error") is not null));
        try
        {
            await using var file = File.Create(path);
            await using var writer = XmlWriter.Create(
                file,
                new() { Async = true, Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
            await root.SaveAsync(writer, stop);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return refused.Message;
        }
    }

    private static XElement Case(string mapping, string name, int line, XElement? trouble) => new(
        "testcase",
        new XAttribute("classname", Clean(mapping)),
        new XAttribute("name", Clean(name)),
        new XAttribute("file", Clean(mapping)),
        line > 0 ? new XAttribute("line", line) : null,
        trouble);

    private static XElement? Failure(TestResult result)
    {
        if (result.Passed) return null;
        var first = result.Differences[0];
        var message = $"{(first.Field.Length > 0 ? first.Field : "the row")}: expected {first.Expected}, got {first.Got}";
        return new("failure", new XAttribute("message", Clean(message)), Clean(string.Join('\n', result.Differences.Select(TestWords.Difference))));
    }

    /// <summary>Without the characters that XML cannot say.</summary>
    private static string Clean(string text) =>
        string.Concat(text.Select(character => XmlConvert.IsXmlChar(character) || char.IsSurrogate(character) ? character : '\uFFFD'));
}
