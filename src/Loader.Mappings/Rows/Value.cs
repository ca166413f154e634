using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Loader.Mappings.Rows;

/// <summary>
/// One value of a row or an expression: 32 bytes, no boxing for the scalar kinds. Text and bytes are slices of a buffer
/// that somebody else owns (the source's chunk or the evaluation's <see cref="Scratch"/>): such a value is good only as
/// long as that buffer is. <see cref="Detached"/> makes a copy that lasts.
/// </summary>
[DebuggerDisplay("{Kind}: {ToString()}")]
public readonly struct Value : IEquatable<Value>
{
    private readonly object? reference;
    private readonly long first;
    private readonly long second;
    private readonly ValueKind kind;

    private Value(ValueKind kind, object? reference, long first, long second)
    {
        this.kind = kind;
        this.reference = reference;
        this.first = first;
        this.second = second;
    }

    public static Value Null => default;

    public static Value True => new(ValueKind.Boolean, null, 1, 0);

    public static Value False => new(ValueKind.Boolean, null, 0, 0);

    public ValueKind Kind => kind;

    public bool IsNull => kind == ValueKind.Null;

    public bool IsProblem => kind == ValueKind.Problem;

    /// <summary>The UTF-8 bytes of a text, the digits of a wide decimal, or the bytes of a bytes value.</summary>
    public ReadOnlySpan<byte> Utf8
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Debug.Assert(kind is ValueKind.Text or ValueKind.Bytes or ValueKind.WideDecimal);
            return new ReadOnlySpan<byte>(Unsafe.As<byte[]>(reference), (int)first, (int)second);
        }
    }

    /// <summary>The same bytes as <see cref="Utf8"/>, as memory.</summary>
    public ReadOnlyMemory<byte> Utf8Memory => new(Unsafe.As<byte[]>(reference), (int)first, (int)second);

    public long Integer => kind == ValueKind.Integer ? first : throw Wrong(ValueKind.Integer);

    public double Float => kind == ValueKind.Float ? BitConverter.Int64BitsToDouble(first) : throw Wrong(ValueKind.Float);

    public bool Boolean => kind == ValueKind.Boolean ? first != 0 : throw Wrong(ValueKind.Boolean);

    public decimal Decimal
    {
        get
        {
            if (kind != ValueKind.Decimal) throw Wrong(ValueKind.Decimal);
            (long, long) halves = (first, second);
            return Unsafe.As<(long, long), decimal>(ref halves);
        }
    }

    /// <summary>Whole seconds since 1970-01-01T00:00:00Z of a time, or of a duration; rounded towards the past.</summary>
    public long Seconds => kind is ValueKind.Time or ValueKind.Duration ? first : throw Wrong(ValueKind.Time);

    /// <summary>Nanoseconds within the second, 0 to 999,999,999, of a time or a duration.</summary>
    public int Nanoseconds => kind is ValueKind.Time or ValueKind.Duration ? (int)second : throw Wrong(ValueKind.Time);

    /// <summary>Days since 1970-01-01 of a date.</summary>
    public int Days => kind == ValueKind.Date ? (int)first : throw Wrong(ValueKind.Date);

    public IReadOnlyList<Value> List => kind == ValueKind.List ? (IReadOnlyList<Value>)reference! : throw Wrong(ValueKind.List);

    public ValueObject Object => kind == ValueKind.Object ? (ValueObject)reference! : throw Wrong(ValueKind.Object);

    /// <summary>Why there is no value.</summary>
    public Problem Problem => kind == ValueKind.Problem ? (Problem)reference! : throw Wrong(ValueKind.Problem);

    /// <summary>A text that is a slice of a buffer holding valid UTF-8. Nothing is copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value OfUtf8(byte[] buffer, int offset, int length) => new(ValueKind.Text, buffer, offset, length);

    /// <summary>A text with a buffer of its own.</summary>
    public static Value Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new(ValueKind.Text, bytes, 0, bytes.Length);
    }

    public static Value Of(long number) => new(ValueKind.Integer, null, number, 0);

    public static Value Of(double number) => new(ValueKind.Float, null, BitConverter.DoubleToInt64Bits(number), 0);

    public static Value Of(bool truth) => truth ? True : False;

    public static Value Of(decimal number)
    {
        var (low, high) = Unsafe.As<decimal, (long, long)>(ref number);
        return new(ValueKind.Decimal, null, low, high);
    }

    /// <summary>A number by its digits, in the one form that <see cref="WideDecimal"/> gives them.</summary>
    internal static Value OfWide(byte[] digits) => new(ValueKind.WideDecimal, digits, 0, digits.Length);

    /// <summary>An instant from seconds since 1970 and nanoseconds (0 to 999,999,999) within the second.</summary>
    public static Value OfTime(long seconds, int nanoseconds) => new(ValueKind.Time, null, seconds, nanoseconds);

    /// <summary>A length of time; negative lengths have negative seconds and nanoseconds of 0 to 999,999,999.</summary>
    public static Value OfDuration(long seconds, int nanoseconds) => new(ValueKind.Duration, null, seconds, nanoseconds);

    /// <summary>A calendar day from days since 1970-01-01.</summary>
    public static Value OfDate(int days) => new(ValueKind.Date, null, days, 0);

    public static Value OfBytes(byte[] buffer, int offset, int length) => new(ValueKind.Bytes, buffer, offset, length);

    public static Value Of(IReadOnlyList<Value> list) => new(ValueKind.List, list, 0, 0);

    public static Value Of(ValueObject members) => new(ValueKind.Object, members, 0, 0);

    public static Value Of(Problem problem) => new(ValueKind.Problem, problem, 0, 0);

    /// <summary>The characters of a text.</summary>
    public string Text => kind == ValueKind.Text ? Encoding.UTF8.GetString(Utf8) : throw Wrong(ValueKind.Text);

    /// <summary>The same value over buffers of its own, good for as long as anybody holds it.</summary>
    public Value Detached() => kind switch
    {
        ValueKind.Text or ValueKind.Bytes => new(kind, Utf8.ToArray(), 0, second),
        ValueKind.List => Of([.. List.Select(item => item.Detached())]),
        ValueKind.Object => Of(Object.Detached()),
        _ => this,
    };

    /// <summary>Equal kind and equal content; numbers of different kinds are different values.</summary>
    public bool Equals(Value other) => kind == other.kind && kind switch
    {
        ValueKind.Null => true,
        ValueKind.Text or ValueKind.Bytes => Utf8.SequenceEqual(other.Utf8),
        ValueKind.Decimal => Decimal == other.Decimal,
        ValueKind.WideDecimal => WideDecimal.Compare(Utf8, other.Utf8) == 0,
        ValueKind.Float => Float.Equals(other.Float),
        ValueKind.List => List.SequenceEqual(other.List),
        ValueKind.Object => Object.Equals(other.Object),
        ValueKind.Problem => Equals(reference, other.reference),
        _ => first == other.first && second == other.second,
    };

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(kind);
        if (kind is ValueKind.Text or ValueKind.Bytes) hash.AddBytes(Utf8);
        else if (kind == ValueKind.Decimal) hash.Add(Decimal);
        else if (kind == ValueKind.WideDecimal) hash.Add(WideDecimal.Hash(Utf8));
        else if (kind == ValueKind.Float) hash.Add(Float);
        else if (reference is null) hash.Add(first);
        return hash.ToHashCode();
    }

    /// <summary>The value for a person; for output use the functions of the language or the event's JSON.</summary>
    public override string ToString() => kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Text => Text,
        ValueKind.Integer => first.ToString(CultureInfo.InvariantCulture),
        ValueKind.Decimal => Decimal.ToString(CultureInfo.InvariantCulture),
        ValueKind.WideDecimal => Encoding.UTF8.GetString(Utf8),
        ValueKind.Float => Float.ToString("R", CultureInfo.InvariantCulture),
        ValueKind.Boolean => first != 0 ? "true" : "false",
        ValueKind.Problem => Problem.Message,
        _ => FormattableString.Invariant($"{kind} {first}.{second}"),
    };

    public static bool operator ==(Value left, Value right) => left.Equals(right);

    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    private InvalidOperationException Wrong(ValueKind wanted) => new($"A value of kind {kind} was read as {wanted}.");
}
