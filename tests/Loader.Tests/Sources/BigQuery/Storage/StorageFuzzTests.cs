using System.Buffers.Binary;
using System.Net;
using System.Text;
using Google.Protobuf;
using Loader.Sources.BigQuery.Storage;
using Loader.Sources.BigQuery.Storage.Avro;
using Loader.Sources.BigQuery.Storage.Grpc;
using Loader.Sources.BigQuery.Storage.Wire;
using Loader.Tests.Sources.BigQuery.Emulator;

namespace Loader.Tests.Sources.BigQuery.Storage;

/// <summary>Damaged bytes are refused in one of two ways, or are rows; they never end in anything else, and never in a wait.</summary>
public sealed class StorageFuzzTests
{
    private const int Rounds = 1_000;
    private const int Seed = 20_261_121;

    [Fact]
    public async Task Damaged_answers_end_in_a_status_or_in_damage_and_give_their_memory_back()
    {
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            var table = RandomTable.Of(random, rows: 4);
            var plan = AvroPlan.Of(AvroSchemaReader.Read(table.AvroSchema), table.Fields);
            var body = Mutated([.. Framed(table.AvroRows.Take(2)), .. Framed(table.AvroRows.Skip(2))], random);
            var response = new HttpResponseMessage(HttpStatusCode.OK);
            response.TrailingHeaders.Add("grpc-status", "0");
            await using var answer = new GrpcAnswer(response, new MemoryStream(body), TimeSpan.FromMinutes(1), TimeProvider.System);
            try
            {
                while (await answer.NextAsync(CancellationToken.None) is { } message)
                {
                    using (message) Read(message, plan, table.Fields.Count);
                }
            }
            catch (Exception refused) when (refused is GrpcException or DamagedRowsException)
            {
                // Said in words; anything else fails the test with its seed.
            }
        }
    }

    [Fact]
    public void Damaged_schemas_are_refused_or_read()
    {
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            var table = RandomTable.Of(random, rows: 0);
            try
            {
                AvroPlan.Of(AvroSchemaReader.Read(Encoding.UTF8.GetString(Mutated(Encoding.UTF8.GetBytes(table.AvroSchema), random))), table.Fields);
            }
            catch (DamagedRowsException)
            {
                // As it should be.
            }
        }
    }

    [Fact]
    public void A_message_is_read_as_the_generated_class_reads_it()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 200; round++)
        {
            var rows = new byte[random.Next(300)];
            random.NextBytes(rows);
            var response = new ReadRowsResponse
            {
                AvroRows = new() { SerializedBinaryRows = ByteString.CopyFrom(rows) },
                RowCount = random.NextInt64(long.MaxValue),
                Stats = new() { Progress = new() { AtResponseEnd = random.NextDouble() } },
                ThrottleState = new() { ThrottlePercent = random.Next(100) },
            };
            using var message = Buffer(response.ToByteArray());

            var found = RowsMessage.Of(message);

            Assert.Equal(response.RowCount, found.Rows);
            Assert.Equal(rows, message.Bytes.AsSpan(found.Offset, found.Length).ToArray());
        }
    }

    [Fact]
    public void Fact_a_request_has_the_field_numbers_of_the_service()
    {
        var request = new CreateReadSessionRequest
        {
            Parent = "p",
            ReadSession = new() { Table = "t", DataFormat = DataFormat.Avro, ReadOptions = new() { RowRestriction = "r" } },
            MaxStreamCount = 4,
        };
        request.ReadSession.ReadOptions.SelectedFields.Add("s");
        request.ReadSession.ReadOptions.AvroSerializationOptions = new() { EnableDisplayNameAttribute = true };

        // parent = 1; read_session = 2 { data_format = 3, table = 6, read_options = 8 { selected_fields = 1, row_restriction = 2, avro options = 4 {
        // 1 } } }; max_stream_count = 3.
        Assert.Equal("0A0170" + "1211" + "1801" + "320174" + "420A" + "0A0173" + "120172" + "22020801" + "1804", Convert.ToHexString(request.ToByteArray()));
        Assert.Equal("0A0173" + "1007", Convert.ToHexString(new ReadRowsRequest { ReadStream = "s", Offset = 7 }.ToByteArray()));
    }

    private static void Read(MessageBuffer message, Loader.Sources.BigQuery.Storage.Avro.AvroRows plan, int columns)
    {
        var rows = RowsMessage.Of(message);
        var input = new AvroInput(message.Bytes, rows.Offset, rows.Length);
        var cells = new Loader.Mappings.Rows.Value[columns];
        for (var i = 0L; i < rows.Rows; i++) plan.Read(ref input, cells, new());
    }

    private static byte[] Framed(IEnumerable<byte[]> rows)
    {
        var bytes = rows.ToList();
        var message = new ReadRowsResponse
        {
            AvroRows = new() { SerializedBinaryRows = ByteString.CopyFrom([.. bytes.SelectMany(row => row)]) },
            RowCount = bytes.Count,
        }.ToByteArray();
        var framed = new byte[message.Length + 5];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed, 5);
        return framed;
    }

    private static byte[] Mutated(byte[] bytes, Random random)
    {
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Length > 0; changes--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(4))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes = bytes[..at]; break;
                default: bytes = [.. bytes[..at], .. bytes[random.Next(at + 1)..]]; break;
            }
        }

        return bytes;
    }

    private static MessageBuffer Buffer(byte[] bytes)
    {
        var buffer = new MessageBuffer(bytes.Length);
        bytes.CopyTo(buffer.Bytes, 0);
        return buffer;
    }
}
