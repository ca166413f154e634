using System.Globalization;
using System.Numerics;
using Loader.Sources.BigQuery;
using Loader.Tests.Sources.BigQuery.Emulator.Storage;

namespace Loader.Tests.Sources.BigQuery.Emulator;

/// <summary>Random single values, the extremes among them: written as Avro, and given as REST's text.</summary>
internal static class RandomScalars
{
    private static readonly DateTime Epoch = DateTime.UnixEpoch;
    private static readonly string[] Texts = ["", "plain", "two\nlines", "\"quoted\" \\ 'back'", "Ünïcödé 日本 🎉", "\u0000\u001f", "  "];

    public static string Of(Random random, BigQueryType type, AvroBytes avro)
    {
        switch (type)
        {
            case BigQueryType.Boolean:
                var truth = random.Next(2) == 1;
                avro.Byte((byte)(truth ? 1 : 0));
                return truth ? "true" : "false";
            case BigQueryType.Integer:
                var number = random.Next(4) switch { 0 => long.MaxValue, 1 => long.MinValue, 2 => random.Next(-100, 100), _ => random.NextInt64() };
                avro.Long(number);
                return number.ToString(CultureInfo.InvariantCulture);
            case BigQueryType.Float:
                var real = random.Next(5) switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => double.NegativeInfinity, 3 => random.Next() / 100.0, _ => BitConverter.Int64BitsToDouble(random.NextInt64()) };
                avro.Double(real);
                return real.ToString("R", CultureInfo.InvariantCulture);
            case BigQueryType.Numeric: return Number(random, digits: 38, scale: 9, avro);
            case BigQueryType.BigNumeric: return Number(random, digits: 76, scale: 38, avro);
            case BigQueryType.Bytes:
                var bytes = new byte[random.Next(5)];
                random.NextBytes(bytes);
                avro.Bytes(bytes);
                return Convert.ToBase64String(bytes);
            case BigQueryType.Date:
                var day = Moment(random).Date;
                avro.Long((long)(day - Epoch).TotalDays);
                return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            case BigQueryType.Time:
                var time = Moment(random);
                avro.Long(time.TimeOfDay.Ticks / 10);
                return time.ToString("HH:mm:ss", CultureInfo.InvariantCulture) + Fraction(time);
            case BigQueryType.DateTime:
                var local = Moment(random);
                var text = local.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + Fraction(local);
                avro.Text(text);
                return text;
            case BigQueryType.Timestamp:
                var micros = (Moment(random) - Epoch).Ticks / 10;
                avro.Long(micros);
                return micros.ToString(CultureInfo.InvariantCulture);
            case BigQueryType.Json:
                var json = random.Next(3) switch { 0 => "null", 1 => """{"a":[1,2.50,"x"],"b":null}""", _ => "12345678901234567890.10" };
                return Same(json, avro);
            case BigQueryType.Geography: return Same("POINT(1.5 2)", avro);
            default: return Same(Texts[random.Next(Texts.Length)], avro);
        }
    }

    private static string Same(string text, AvroBytes avro)
    {
        avro.Text(text);
        return text;
    }

    /// <summary>Any number of digits, with and without zeros at its end, in the length that it needs or in the fixed one.</summary>
    private static string Number(Random random, int digits, int scale, AvroBytes avro)
    {
        var unscaled = BigInteger.Zero;
        for (var count = random.Next(digits + 1); count > 0; count--) unscaled = (unscaled * 10) + random.Next(10);
        if (random.Next(2) == 0) unscaled = BigInteger.Min(unscaled * BigInteger.Pow(10, random.Next(scale + 1)), BigInteger.Pow(10, digits) - 1);
        if (random.Next(2) == 0) unscaled = -unscaled;
        var bytes = unscaled.ToByteArray(isBigEndian: true);
        if (random.Next(2) == 0) bytes = [.. Enumerable.Repeat((byte)(unscaled.Sign < 0 ? 0xff : 0), Math.Max(0, 32 - bytes.Length)), .. bytes];
        avro.Bytes(bytes);
        var text = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (unscaled.Sign < 0 ? "-" : "") + (text[..^scale] + "." + text[^scale..]).TrimEnd('0').TrimEnd('.');
    }

    private static DateTime Moment(Random random) => random.Next(5) switch
    {
        0 => new DateTime(1, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        1 => new DateTime(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc).AddMicroseconds(999_999),
        2 => Epoch.AddMicroseconds(-random.Next(1, 3_000_000)),
        3 => Epoch.AddSeconds(random.Next()),
        _ => Epoch.AddMicroseconds(random.NextInt64(4_000_000_000_000_000)),
    };

    private static string Fraction(DateTime time) => time.Ticks % TimeSpan.TicksPerSecond == 0 ? "" : time.ToString(".ffffff", CultureInfo.InvariantCulture);
}
