namespace Loader.Parquet.Compression.Zstd;

/// <summary>
/// The sequences section of a block (RFC 8878, 3.1.1.3.2): reads it and carries it out. Keeps the tables and the
/// repeated offsets from block to block.
/// </summary>
internal sealed class SequencesReader
{
    private FseTable? literalsTable;
    private FseTable? offsetTable;
    private FseTable? matchTable;
    private int recent1;
    private int recent2;
    private int recent3;

    public void StartFrame()
    {
        (literalsTable, offsetTable, matchTable) = (null, null, null);
        (recent1, recent2, recent3) = (1, 4, 8);
    }

    /// <summary>Writes the content of a block to <paramref name="target"/> from <paramref name="to"/> on; tells where it ends.</summary>
    public int Execute(ReadOnlySpan<byte> section, ReadOnlySpan<byte> literals, Span<byte> target, int to)
    {
        var count = ReadCount(ref section);
        if (count == 0)
        {
            if (section.Length > 0) throw ParquetException.Damaged("zstd: bytes behind a block without sequences");
            return Rest(literals, 0, target, to);
        }

        if (section.Length == 0) throw Short();
        var modes = section[0];
        if ((modes & 3) != 0) throw ParquetException.Damaged("zstd: reserved bits are set");
        section = section[1..];
        literalsTable = ReadTable(ref section, modes >> 6, SequenceCodes.Literals, literalsTable,
            SequenceCodes.LiteralsLog, SequenceCodes.HighestLiterals);
        offsetTable = ReadTable(ref section, (modes >> 4) & 3, SequenceCodes.Offset, offsetTable,
            SequenceCodes.OffsetLog, SequenceCodes.HighestOffset);
        matchTable = ReadTable(ref section, (modes >> 2) & 3, SequenceCodes.Match, matchTable,
            SequenceCodes.MatchLog, SequenceCodes.HighestMatch);
        return Run(new BackwardBits(section), count, literals, target, to);
    }

    private int Run(BackwardBits bits, int count, ReadOnlySpan<byte> literals, Span<byte> target, int to)
    {
        var (literalsStates, offsetStates, matchStates) = (literalsTable!.Entries, offsetTable!.Entries, matchTable!.Entries);
        var literalsState = bits.Read(literalsTable.Log);
        var offsetState = bits.Read(offsetTable.Log);
        var matchState = bits.Read(matchTable.Log);
        var used = 0;
        while (true)
        {
            var (literalsEntry, matchEntry, offsetEntry) = (literalsStates[literalsState], matchStates[matchState], offsetStates[offsetState]);

            // The order of the bits: offset, match, literals.
            var offsetValue = (1 << offsetEntry.Symbol) + bits.Read(offsetEntry.Symbol);
            var length = SequenceCodes.MatchBase[matchEntry.Symbol] + bits.Read(SequenceCodes.MatchBits[matchEntry.Symbol]);
            var literalsLength = SequenceCodes.LiteralsBase[literalsEntry.Symbol] + bits.Read(SequenceCodes.LiteralsBits[literalsEntry.Symbol]);
            if (bits.Left < 0) throw Short();

            if (literalsLength > literals.Length - used || literalsLength > target.Length - to)
                throw ParquetException.Damaged($"zstd: {literalsLength} literals wanted, {literals.Length - used} are left");
            LzCopy.Literals(literals, used, target, to, literalsLength);
            used += literalsLength;
            to += literalsLength;

            var offset = Offset(offsetValue, literalsLength == 0);
            if (offset <= 0 || offset > to || length > target.Length - to)
                throw ParquetException.Damaged($"zstd: a match of {length} bytes from {offset} before byte {to}");
            LzCopy.Match(target, to, offset, length);
            to += length;

            if (--count == 0) break;
            literalsState = literalsEntry.Base + bits.Read(literalsEntry.Width);
            matchState = matchEntry.Base + bits.Read(matchEntry.Width);
            offsetState = offsetEntry.Base + bits.Read(offsetEntry.Width);
        }

        if (bits.Left != 0) throw ParquetException.Damaged("zstd: the sequences of a block do not end with its last bit");
        return Rest(literals, used, target, to);
    }

    // 1 to 3 mean one of the recent offsets, counted on by one when there are no literals (the first would be the match before).
    private int Offset(int value, bool noLiterals)
    {
        if (value > 3)
        {
            (recent1, recent2, recent3) = (value - 3, recent1, recent2);
            return recent1;
        }

        var index = noLiterals ? value : value - 1;
        if (index == 0) return recent1;
        var offset = index switch { 1 => recent2, 2 => recent3, _ => recent1 - 1 };
        if (index > 1) recent3 = recent2;
        (recent1, recent2) = (offset, recent1);
        return offset;
    }

    private static int Rest(ReadOnlySpan<byte> literals, int used, Span<byte> target, int to)
    {
        var rest = literals[used..];
        if (rest.Length > target.Length - to) throw ParquetException.Damaged("zstd: holds more than the page header says");
        rest.CopyTo(target[to..]);
        return to + rest.Length;
    }

    private static int ReadCount(ref ReadOnlySpan<byte> section)
    {
        if (section.Length == 0) throw Short();
        int first = section[0], bytes = first switch { < 128 => 1, < 255 => 2, _ => 3 };
        if (section.Length < bytes) throw Short();
        var count = bytes switch
        {
            1 => first,
            2 => ((first - 128) << 8) + section[1],
            _ => section[1] + (section[2] << 8) + 0x7F00,
        };
        section = section[bytes..];
        return count;
    }

    private static FseTable ReadTable(
        ref ReadOnlySpan<byte> section, int mode, FseTable predefined, FseTable? last, int highestLog, int highestSymbol)
    {
        switch (mode)
        {
            case 0:
                return predefined;
            case 1:
                if (section.Length == 0) throw Short();
                var symbol = section[0];
                if (symbol > highestSymbol) throw ParquetException.Damaged($"zstd: the code {symbol} in a sequence");
                section = section[1..];
                return FseTable.Single(symbol);
            case 2:
                var table = FseTable.Read(section, highestLog, highestSymbol, out var used);
                section = section[used..];
                return table;
            default:
                return last ?? throw ParquetException.Damaged("zstd: sequences that refer to a table which was not given");
        }
    }

    private static ParquetException Short() => ParquetException.Damaged("zstd: the sequences of a block end early");
}
