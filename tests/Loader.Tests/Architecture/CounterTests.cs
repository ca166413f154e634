using System.Reflection;
using System.Text.RegularExpressions;
using Loader.Books.RowBytes;
using Loader.Running;

namespace Loader.Tests.Architecture;

/// <summary>A load may have more rows than an int counts: whatever counts or numbers rows, requests or bytes is a long.</summary>
public sealed partial class CounterTests
{
    private static readonly string[] Rooms = ["Loader.Books", "Loader.Reports", "Loader.Running", "Loader.Sending", "Loader.Settings", "Loader.Rehearsal"];

    /// <summary>Counts within one request, and the rows of one piece of a file, which fit.</summary>
    private static readonly string[] Small = ["Cargo.Events", "EndpointAnswer.OutOfOrder", "KeptRequest.Accepted", "RowPiece.Rows"];

    [Fact]
    public void Everything_that_counts_is_a_long()
    {
        var counters = Counters().ToList();

        Assert.InRange(counters.Count(one => one.Type == typeof(long)), 60, int.MaxValue);
        Assert.Equal(Small, counters.Where(one => one.Type != typeof(long)).Select(one => one.Name).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(
        "^(read|sent|failed|skipped|uncertain|not_?reached|in_?flight|settled|given_?back|given|last|rows?|lines?|requests|retries|events|bytes|bytes_?read|answers|preludes|pauses|circuit_?opened|connections(_?opened)?|accepted|out_?of_?order|overlaps|limit|ticket|mark)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Counter();

    private static IEnumerable<(string Name, Type Type)> Counters() =>
        from type in typeof(LoadProgress).Assembly.GetTypes()
        where Rooms.Any(room => type.Namespace is { } name
            && type.Name != nameof(RowByte)
            && (name == room || name.StartsWith(room + ".", StringComparison.Ordinal)))
        from member in type.GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where Counter().IsMatch(member.Name)
        let of = member switch { PropertyInfo property => property.PropertyType, FieldInfo field => field.FieldType, _ => null }
        where of is not null
        let counted = Nullable.GetUnderlyingType(of) ?? of
        where IsNumber(counted)
        select ($"{type.Name}.{member.Name}", counted);

    private static bool IsNumber(Type type) =>
        !type.IsEnum
            && Type.GetTypeCode(type) is TypeCode.Byte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64;
}
