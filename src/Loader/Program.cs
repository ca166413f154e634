Console.WriteLine("loader");
