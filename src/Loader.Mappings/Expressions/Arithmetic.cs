using System.Diagnostics;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>
/// <c>+ - * / %</c>. Integers stay integers, except that <c>/</c> always gives a decimal; a float on either side makes the result a
/// float; all else is exact or out of range. A quotient is rounded half-even to at most 28 digits and has no trailing zeros.
/// Times and dates move by durations, and their difference is one.
/// </summary>
internal static class Arithmetic
{
    private const int SecondsPerDay = 86_400;
    private const int NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The result's type, or null when these types do not go together. Not for null and problems.</summary>
    public static ValueKind? Result(BinaryOperator op, ValueKind a, ValueKind b)
    {
        if (Kinds.Numbers.Contains(a) && Kinds.Numbers.Contains(b))
        {
            return a == ValueKind.Float || b == ValueKind.Float ? ValueKind.Float
                : a == ValueKind.Decimal || b == ValueKind.Decimal || op == BinaryOperator.Divide ? ValueKind.Decimal
                : ValueKind.Integer;
        }

        return (op, a, b) switch
        {
            (BinaryOperator.Add or BinaryOperator.Subtract, ValueKind.Time or ValueKind.Date or ValueKind.Duration, ValueKind.Duration) => a,
            (BinaryOperator.Add, ValueKind.Duration, ValueKind.Time or ValueKind.Date) => b,
            (BinaryOperator.Subtract, ValueKind.Time, ValueKind.Time) => ValueKind.Duration,
            (BinaryOperator.Subtract, ValueKind.Date, ValueKind.Date) => ValueKind.Duration,
            _ => null,
        };
    }

    public static Value Apply(BinaryOperator op, in Value a, in Value b)
    {
        if (a.Kind == ValueKind.Integer && b.Kind == ValueKind.Integer && op != BinaryOperator.Divide) return Integers(op, a.Integer, b.Integer);
        return Result(op, a.Kind, b.Kind) switch
        {
            null when a.Kind == ValueKind.WideDecimal || b.Kind == ValueKind.WideDecimal => Narrowed(op, a, b),
            null => Trouble.WrongKind(Refusal(op, a.Kind, b.Kind), Hint(a.Kind, b.Kind)),
            ValueKind.Float => Floats(op, AsFloat(a), AsFloat(b)),
            ValueKind.Decimal => Decimals(op, AsDecimal(a), AsDecimal(b)),
            ValueKind.Date => Day(a.Kind == ValueKind.Date ? a : b, a.Kind == ValueKind.Date ? b : a, op == BinaryOperator.Subtract),
            ValueKind.Duration when a.Kind == ValueKind.Date => Value.OfDuration(((long)a.Days - b.Days) * SecondsPerDay, 0),
            var kind => Lengths(kind.Value, op == BinaryOperator.Subtract, a, b),
        };
    }

    /// <summary>"'+' does not take text and an integer"</summary>
    public static string Refusal(BinaryOperator op, ValueKind a, ValueKind b) => $"'{op.Sign()}' does not take {a.Noun()} and {b.Noun()}";

    public static string? Hint(ValueKind a, ValueKind b) =>
        a == ValueKind.Text && b == ValueKind.Text ? "texts are joined like this: \"{first} {last}\""
        : (a == ValueKind.Text && Kinds.Numbers.Contains(b)) || (b == ValueKind.Text && Kinds.Numbers.Contains(a))
            ? "text never turns into a number by itself: give the column its type under 'columns', or write price | decimal"
        : a is ValueKind.Text && b is ValueKind.Time or ValueKind.Date or ValueKind.Duration
            ? "text never turns into a time by itself: time(x, \"yyyy-MM-dd HH:mm:ss\", \"Europe/Rome\"), date(x, \"yyyy-MM-dd\")"
        : a is ValueKind.Time or ValueKind.Date ? "a length of time is written days(1), hours(2), minutes(30) or seconds(5)"
        : null;

    public static Value Negated(in Value value)
    {
        return value.Kind switch
        {
            ValueKind.WideDecimal => WideDecimal.TryNarrow(value, out var number) ? Negated(Value.Of(number)) : Trouble.TooWide(value, "'-'"),
            ValueKind.Integer when value.Integer == long.MinValue => TooLarge("-", ValueKind.Integer),
            ValueKind.Integer => Value.Of(-value.Integer),
            ValueKind.Decimal => Value.Of(value.Decimal == 0 ? value.Decimal : -value.Decimal),
            ValueKind.Float => Value.Of(-value.Float),
            ValueKind.Duration => Lengths(ValueKind.Duration, true, Value.OfDuration(0, 0), value),
            _ => Trouble.WrongKind($"'-' does not take {value.Kind.Noun()}", Hint(value.Kind, ValueKind.Integer)),
        };
    }

    /// <summary>With numbers whose digits beyond the 28th are zeros at the end of a fraction; others are not computed with.</summary>
    private static Value Narrowed(BinaryOperator op, in Value a, in Value b)
    {
        var (left, right) = (a, b);
        if (a.Kind == ValueKind.WideDecimal && !TryNarrow(a, out left)) return Trouble.TooWide(a, $"'{op.Sign()}'");
        if (b.Kind == ValueKind.WideDecimal && !TryNarrow(b, out right)) return Trouble.TooWide(b, $"'{op.Sign()}'");
        return Apply(op, left, right);
    }

    private static bool TryNarrow(in Value wide, out Value number)
    {
        var fits = WideDecimal.TryNarrow(wide, out var narrow);
        number = Value.Of(narrow);
        return fits;
    }

    private static Value Integers(BinaryOperator op, long a, long b)
    {
        if (op == BinaryOperator.Remainder) return b == 0 ? Trouble.DivisionByZero() : Value.Of(b == -1 ? 0L : a % b);
        var exact = op switch
        {
            BinaryOperator.Add => (Int128)a + b,
            BinaryOperator.Subtract => (Int128)a - b,
            BinaryOperator.Multiply => (Int128)a * b,
            _ => throw new UnreachableException(),
        };
        return exact >= long.MinValue && exact <= long.MaxValue ? Value.Of((long)exact) : TooLarge(op.Sign(), ValueKind.Integer);
    }

    private static Value Decimals(BinaryOperator op, decimal a, decimal b)
    {
        if (b == 0 && op is BinaryOperator.Divide or BinaryOperator.Remainder) return Trouble.DivisionByZero();
        var exact = op switch
        {
            BinaryOperator.Add => ExactDecimal.Add(a, b),
            BinaryOperator.Subtract => ExactDecimal.Add(a, -b),
            BinaryOperator.Multiply => ExactDecimal.Multiply(a, b),
            BinaryOperator.Divide => ExactDecimal.Divide(a, b),
            BinaryOperator.Remainder => ExactDecimal.Remainder(a, b),
            _ => throw new UnreachableException(),
        };
        return exact is { } number ? Value.Of(number) : TooLarge(op.Sign(), ValueKind.Decimal);
    }

    private static Value Floats(BinaryOperator op, double a, double b)
    {
        if (b == 0 && op is BinaryOperator.Divide or BinaryOperator.Remainder) return Trouble.DivisionByZero();
        var result = op switch
        {
            BinaryOperator.Add => a + b,
            BinaryOperator.Subtract => a - b,
            BinaryOperator.Multiply => a * b,
            BinaryOperator.Divide => a / b,
            BinaryOperator.Remainder => a % b,
            _ => throw new UnreachableException(),
        };
        return double.IsFinite(result) ? Value.Of(result) : Trouble.NotFinite($"the result of '{op.Sign()}' is not a finite number");
    }

    private static Value Day(in Value date, in Value duration, bool back)
    {
        if (duration.Nanoseconds != 0 || duration.Seconds % SecondsPerDay != 0)
            return Trouble.OutOfRange("a date moves by whole days only", "make it a time first, or use days(...)");
        var days = duration.Seconds / SecondsPerDay;
        var moved = back ? date.Days - days : date.Days + days;
        return TimeRange.HoldsDay(moved) ? Value.OfDate((int)moved) : Trouble.OutOfRange(TimeRange.Message);
    }

    /// <summary>Times and durations are both seconds and nanoseconds.</summary>
    private static Value Lengths(ValueKind kind, bool minus, in Value a, in Value b)
    {
        var seconds = (Int128)a.Seconds + (minus ? -(Int128)b.Seconds : b.Seconds);
        var nanoseconds = a.Nanoseconds + (minus ? -b.Nanoseconds : b.Nanoseconds);
        if (nanoseconds < 0) (seconds, nanoseconds) = (seconds - 1, nanoseconds + NanosecondsPerSecond);
        if (nanoseconds >= NanosecondsPerSecond) (seconds, nanoseconds) = (seconds + 1, nanoseconds - NanosecondsPerSecond);
        if (kind == ValueKind.Duration)
        {
            return Int128.Abs(seconds) <= TimeRange.LongestSeconds
                ? Value.OfDuration((long)seconds, nanoseconds)
                : Trouble.OutOfRange("a duration is longer than 10,000 years");
        }

        return seconds >= TimeRange.FirstSecond && seconds <= TimeRange.LastSecond
            ? Value.OfTime((long)seconds, nanoseconds)
            : Trouble.OutOfRange(TimeRange.Message);
    }

    private static Value TooLarge(string sign, ValueKind kind) =>
        Trouble.OutOfRange($"the result of '{sign}' does not fit {kind.Noun()} {(kind == ValueKind.Integer ? "of 64 bits" : "of 28 digits without rounding")}");

    private static decimal AsDecimal(in Value value) => value.Kind == ValueKind.Integer ? value.Integer : value.Decimal;

    private static double AsFloat(in Value value) => value.Kind switch
    {
        ValueKind.Integer => value.Integer,
        ValueKind.Decimal => ExactDecimal.ToFloat(value.Decimal),
        _ => value.Float,
    };
}
