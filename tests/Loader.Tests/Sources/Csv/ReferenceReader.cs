using System.Text;

namespace Loader.Tests.Sources.Csv;

/// <summary>RFC 4180 read letter by letter, as slowly and plainly as it can be said. What the source gives is compared with it.</summary>
internal static class ReferenceReader
{
    /// <summary>The records of a text, each as cells or as the code of what is wrong with it; blank lines are no records.</summary>
    public static IEnumerable<string> Read(string text, int columns, char delimiter = ',')
    {
        var at = 0;
        var line = 1;
        while (at < text.Length)
        {
            if (text[at] is '\r' or '\n')
            {
                at = PassBreak(text, at);
                line++;
                continue;
            }

            var firstLine = line;
            var cells = new List<string>();
            var (broken, open) = (false, false);
            while (true)
            {
                var cell = new StringBuilder();
                if (at < text.Length && text[at] == '"')
                {
                    open = true;
                    at++;
                    while (at < text.Length && open)
                    {
                        if (text[at] != '"') cell.Append(text[at]);
                        else if (at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[at++]);
                        else open = false;
                        at++;
                    }

                    line += Breaks(cell.ToString());
                    broken |= at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n');
                }

                while (at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n')) cell.Append(text[at++]);
                cells.Add(cell.ToString());
                if (at == text.Length || text[at] != delimiter) break;
                at++;
            }

            if (open) yield return $"{firstLine}: CSV012";
            else if (broken) yield return $"{firstLine}: CSV011";
            else if (cells.Count != columns) yield return $"{firstLine}: CSV010";
            else yield return "[" + string.Join('|', cells.Select(cell => cell.Length == 0 ? "∅" : cell)) + "]";
            if (at == text.Length) yield break;
            at = PassBreak(text, at);
            line++;
        }
    }

    private static int PassBreak(string text, int at) => text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? at + 2 : at + 1;

    private static int Breaks(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\r' or '\n');
}
