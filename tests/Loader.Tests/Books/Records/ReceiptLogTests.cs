using Loader.Books.Records;

namespace Loader.Tests.Books.Records;

public sealed class ReceiptLogTests
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(new long[] { 7 }, "7", 1)]
    [InlineData(new long[] { 3, 1, 2 }, "1-3", 3)]
    [InlineData(new long[] { 9, 1, 2, 5 }, "1-2,5,9", 4)]
    [InlineData(new long[] { 4, 4, 5, 5, 8 }, "4-5,8", 3)]
    public void The_rows_of_a_receipt_are_named_exactly(long[] rows, string ranges, long count)
    {
        var receipt = Receipt.Of("r", rows, Moment);

        Assert.Equal(ranges, receipt.Ranges);
        Assert.Equal(count, receipt.Rows);
        Assert.Equal((rows.Min(), rows.Max()), (receipt.Row, receipt.LastRow));
    }

    [Fact]
    public void Receipts_of_all_runs_are_read_back_in_their_order_and_a_torn_line_is_passed_over()
    {
        var folder = Directory.CreateTempSubdirectory("loader-receipts-").FullName;
        try
        {
            Assert.Empty(ReceiptLog.Read(folder));
            using (var log = new ReceiptLog(folder))
            {
                Assert.False(File.Exists(log.Path));
                log.Append("first \"quoted\"", [1, 2, 3], Moment);
            }

            File.AppendAllText(Path.Combine(folder, ReceiptLog.FileName), "{\"row\":4,\"last_");
            using (var log = new ReceiptLog(folder)) log.Append("second", [4, 6], Moment);

            Assert.Equal([("first \"quoted\"", "1-3"), ("second", "4,6")], ReceiptLog.Read(folder).Select(one => (one.Text, one.Ranges)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
