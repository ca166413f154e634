namespace Loader.Sources.Json;

/// <summary>
/// Finds where rows begin and end in text that comes in pieces: lines, or the elements of an array. Looks at brackets and strings only; whether a row is
/// good JSON is somebody else's question.
/// </summary>
internal struct RowFinder(bool isArray)
{
    private static readonly System.Buffers.SearchValues<byte> Telling = System.Buffers.SearchValues.Create("{}[]\",\n\\"u8);
    private int depth;
    private bool inString;
    private bool afterBackslash;

    /// <summary>Whether the array has been closed; what follows is no row.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The offset behind the row that begins with the text, its separator not counted; -1 while it goes on. Continues where it stopped.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        if (!isArray) return text.IndexOf((byte)'\n');
        for (var at = 0; at < text.Length; at++)
        {
            if (afterBackslash)
            {
                afterBackslash = false;
                continue;
            }

            var next = text[at..].IndexOfAny(Telling);
            if (next < 0) return -1;
            at += next;
            switch (text[at])
            {
                case (byte)'"': inString = !inString; break;
                case (byte)'\\': afterBackslash = inString; break;
                case (byte)'{' or (byte)'[' when !inString: depth++; break;
                case (byte)'}' or (byte)']' when !inString:
                    if (depth == 0)
                    {
                        IsClosed = true;
                        return at;
                    }

                    depth--;
                    break;
                case (byte)',' when !inString && depth == 0: return at;
            }
        }

        return -1;
    }
}
