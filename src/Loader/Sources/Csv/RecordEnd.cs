namespace Loader.Sources.Csv;

/// <summary>
/// Follows the quotes of one record by the rules of RFC 4180, keeping nothing: for a record that is too large to be held, and for one whose quotes
/// CsvHelper found odd. Fed piece after piece from the record's first byte.
/// </summary>
internal struct RecordEnd(CsvDialect dialect)
{
    private State state;

    private enum State
    {
        CellStart,
        Plain,
        Quoted,
        AfterQuote,
    }

    /// <summary>Whether the text so far is inside quotes.</summary>
    public readonly bool IsQuoted => state == State.Quoted;

    /// <summary>Whether text came after a closing quote, so that the end that is found is not certain.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The offset of the line break that ends the record, or -1 while it goes on.</summary>
    public int Find(ReadOnlySpan<byte> piece)
    {
        var at = 0;
        while (at < piece.Length)
        {
            if (state == State.Quoted)
            {
                var quote = piece[at..].IndexOf(dialect.QuoteByte);
                if (quote < 0) return -1;
                at += quote + 1;
                state = State.AfterQuote;
                continue;
            }

            if (state == State.Plain)
            {
                var stop = piece[at..].IndexOfAny(dialect.DelimiterByte, (byte)'\r', (byte)'\n');
                if (stop < 0) return -1;
                at += stop;
            }

            var next = piece[at];
            if (next is (byte)'\r' or (byte)'\n') return at;
            if (next == dialect.DelimiterByte) state = State.CellStart;
            else if (next == dialect.QuoteByte && state is State.CellStart or State.AfterQuote) state = State.Quoted;
            else
            {
                IsBroken |= state == State.AfterQuote;
                state = State.Plain;
            }

            at++;
        }

        return -1;
    }
}
