using System.Text;
using Loader.Books.Records;

namespace Loader.Tests.Books;

/// <summary>Rows to mark, with as much as a test cares for.</summary>
internal static class Rows
{
    public static FailedRow Failed(long row, string code = "ROW001", string reason = "'x' is not a decimal", string original = "A1,x") => new()
    {
        Row = row,
        Line = row + 1,
        Stage = FailureStage.Map,
        Code = code,
        Reason = reason,
        Field = "total",
        MappingPlace = "crm.yaml:14:9",
        Key = "A1",
        Original = Encoding.UTF8.GetBytes(original),
    };

    public static UncertainRow Uncertain(long row) => new()
    {
        Row = row,
        Line = row + 1,
        Key = "A1",
        EventId = "e-1",
        LeftAt = BooksFolder.Noon,
        Reason = "the connection was cut before an answer",
    };
}
