Console.WriteLine("w1 | w2");
