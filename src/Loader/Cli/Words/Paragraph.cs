namespace Loader.Cli.Words;

/// <summary>Text in lines of bearable length. A word that is longer than a line, such as a path, stays whole so that it can be copied.</summary>
internal sealed class Paragraph(TextWriter output, int width)
{
    /// <param name="start">What the first line begins with.</param>
    /// <param name="indent">How far every further line is moved in.</param>
    /// <param name="words">The text; line breaks in it become spaces.</param>
    public void Write(string start, int indent, string words)
    {
        var line = start;
        var empty = true;
        foreach (var word in words.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && line.Length + 1 + word.Length > width)
            {
                output.WriteLine(line);
                (line, empty) = (new string(' ', indent), true);
            }

            line += empty ? word : " " + word;
            empty = false;
        }

        output.WriteLine(line.TrimEnd());
    }
}
