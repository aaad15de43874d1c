using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Grains.Tests.Reasoning.Acting;

/// <summary>Requests to businesses made up for the purpose.</summary>
public sealed class ActionPlannerTests : IAsyncLifetime
{
    private const string Garage = """
        CREATE TABLE mechanics (id INTEGER PRIMARY KEY, full_name TEXT NOT NULL UNIQUE, email TEXT NOT NULL, on_leave BOOLEAN NOT NULL DEFAULT 0);
        CREATE TABLE cars (id INTEGER PRIMARY KEY, plate TEXT NOT NULL UNIQUE, model TEXT NOT NULL, mileage INTEGER NOT NULL, colour TEXT, sold BOOLEAN NOT NULL DEFAULT 0,
            keeper_id INTEGER REFERENCES mechanics (id));
        CREATE TABLE repairs (id INTEGER PRIMARY KEY, car_id INTEGER NOT NULL REFERENCES cars (id), mechanic_id INTEGER REFERENCES mechanics (id),
            state TEXT NOT NULL CHECK (state IN ('planned', 'started', 'finished', 'abandoned')), price NUMERIC NOT NULL, promised_on DATE, created_at TIMESTAMP NOT NULL);
        CREATE TABLE skills (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE mechanic_skills (mechanic_id INTEGER NOT NULL REFERENCES mechanics (id), skill_id INTEGER NOT NULL REFERENCES skills (id), PRIMARY KEY (mechanic_id, skill_id));
        INSERT INTO mechanics (id, full_name, email) VALUES (1, 'Ines Roth', 'ines@garage.example'), (2, 'Paul Adler', 'paul@garage.example'), (3, 'Paula Adler', 'paula@garage.example');
        INSERT INTO cars VALUES (1, 'AB 12', 'Vento', 90000, 'red', 0, 2), (2, 'CD 34', 'Vento', 12000, 'blue', 0, 1), (3, 'EF 56', 'Polo', 500, NULL, 1, NULL);
        INSERT INTO repairs VALUES (1, 1, 1, 'planned', 100, '2026-07-01', '2025-02-01 08:00:00'), (2, 1, 2, 'started', 250, NULL, '2026-05-01 08:00:00'),
            (3, 2, NULL, 'finished', 80, NULL, '2023-05-01 08:00:00'), (4, 3, NULL, 'abandoned', 10, NULL, '2023-06-01 08:00:00');
        INSERT INTO repairs (car_id, state, price, created_at)
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30) SELECT 2, CASE i % 3 WHEN 0 THEN 'planned' WHEN 1 THEN 'started' ELSE 'finished' END, i, '2026-06-10 08:00:00' FROM n;
        INSERT INTO skills VALUES (1, 'welding'), (2, 'painting');
        INSERT INTO mechanic_skills VALUES (1, 1);
        """;

    private ActingCase _garage = null!;

    public async Task InitializeAsync() => _garage = await ActingCase.MadeOfAsync(Garage, new FakeTimeProvider(new DateTimeOffset(2026, 6, 17, 9, 30, 0, TimeSpan.Zero)));

    public async Task DisposeAsync() => await _garage.DisposeAsync();

    [Theory]
    [InlineData("Set the state of repair 2 to finished", "UPDATE repairs SET state = 'finished' WHERE id = 2")]
    [InlineData("please finish repair 2", "UPDATE repairs SET state = 'finished' WHERE id = 2")]
    [InlineData("Mark repair #2 as finished.", "UPDATE repairs SET state = 'finished' WHERE id = 2")]
    [InlineData("Set state to finished for repair 2", "UPDATE repairs SET state = 'finished' WHERE id = 2")]
    [InlineData("Raise the price of repair 2 by 10 %", "UPDATE repairs SET price = price * 1.1 WHERE id = 2")]
    [InlineData("lower repair 2's price by 20", "UPDATE repairs SET price = price - 20 WHERE id = 2")]
    [InlineData("Increase the mileage of the car AB 12 by 10%", "UPDATE cars SET mileage = CAST(ROUND(mileage * 1.1) AS integer) WHERE id = 1")]
    [InlineData("Change the promised date of repair 2 to tomorrow", "UPDATE repairs SET promised_on = '2026-06-18' WHERE id = 2")]
    [InlineData("Assign repair 2 to Paul", "UPDATE repairs SET mechanic_id = 2 WHERE id = 2")]
    [InlineData("Assign repair 2 to Ines Roth", "UPDATE repairs SET mechanic_id = 1 WHERE id = 2")]
    [InlineData("Make Ines Roth the keeper of the car AB 12", "UPDATE cars SET keeper_id = 1 WHERE id = 1")]
    [InlineData("Remove the colour of car 2", "UPDATE cars SET colour = NULL WHERE id = 2")]
    [InlineData("Mark car 2 as sold", "UPDATE cars SET sold = 1 WHERE id = 2")]
    [InlineData("Set the model of car 3 to \"Golf II\"", "UPDATE cars SET model = 'Golf II' WHERE id = 3")]
    [InlineData("Rename the skill welding to Fine Welding", "UPDATE skills SET name = 'Fine Welding' WHERE id = 1")]
    public async Task Act_ChangeOfOneRow_IsBoundByItsKey(string request, string sql) => Assert.Equal(sql, await _garage.SqlAsync(request));

    [Theory]
    [InlineData("Delete repair 4", "DELETE FROM repairs WHERE id = 4")]
    [InlineData("Delete the abandoned repairs", "DELETE FROM repairs WHERE repairs.state = 'abandoned'")]
    [InlineData("Delete repairs older than 2024", "DELETE FROM repairs WHERE repairs.created_at < '2024-01-01'")]
    [InlineData("Delete repairs older than 30 days", "DELETE FROM repairs WHERE repairs.created_at < '2026-05-18'")]
    [InlineData("Delete repairs 3 and 4", "DELETE FROM repairs WHERE id IN (3, 4)")]
    [InlineData("Delete all repairs of car 1", "DELETE FROM repairs WHERE car_id IN (SELECT id FROM cars WHERE id = 1)")]
    [InlineData("Delete all skills", "DELETE FROM skills")]
    [InlineData("Remove the skill welding from Ines Roth", "DELETE FROM mechanic_skills WHERE skill_id = 1 AND mechanic_id = 1")]
    [InlineData("Set all started repairs to finished", "UPDATE repairs SET state = 'finished' WHERE repairs.state = 'started'")]
    public async Task Act_ChangeOfSeveralRows_HasTheirConditionAndNoOther(string request, string sql) => Assert.Equal(sql, await _garage.SqlAsync(request));

    [Theory]
    [InlineData("Add a skill called Upholstery", "INSERT INTO skills (name) VALUES ('Upholstery')")]
    [InlineData("Add a new mechanic named Olga Berg with e-mail olga@garage.example", "INSERT INTO mechanics (full_name, email) VALUES ('Olga Berg', 'olga@garage.example')")]
    [InlineData("Create a repair for car 2, state planned, price 70", "INSERT INTO repairs (car_id, state, price, created_at) VALUES (2, 'planned', 70, '2026-06-17 09:30:00')")]
    [InlineData("Add the skill painting to Ines Roth", "INSERT INTO mechanic_skills (skill_id, mechanic_id) VALUES (2, 1)")]
    public async Task Act_Addition_HasEveryValueThatIsNeeded(string request, string sql) => Assert.Equal(sql, await _garage.SqlAsync(request));

    [Theory]
    [InlineData("E-mail Ines Roth that the AB 12 is ready", "ines@garage.example", "The AB 12 is ready.")]
    [InlineData("Send the keeper of the car AB 12 an e-mail saying \"Please come by!\"", "paul@garage.example", "Please come by!")]
    [InlineData("let the owner of car 2 know that it is washed", "ines@garage.example", "It is washed.")]
    public async Task Act_Letter_GoesToTheAddressThatIsStored(string request, string to, string body)
    {
        var (call, question) = await _garage.ActAsync(request);
        Assert.True(call is not null, question);
        Assert.Equal(("send_email", to, body), (call.Tool, call.Arguments["to"], call.Arguments["body"]));
    }

    [Theory]
    [InlineData("Set the state of repair 2 to sleeping", "state of repairs is one of")]
    [InlineData("Set the state of repair 99 to finished", "no row for repair 99")]
    [InlineData("Set the price of repair 2 to cheap", "is a number")]
    [InlineData("Change the promised date of repair 2 to 31 June 2026", "is a day")]
    [InlineData("Change the price of repair 2", "What should price of repairs become?")]
    [InlineData("Clear the model of car 2", "must have a value")]
    [InlineData("Delete the repairs", "Say \"all\"")]
    [InlineData("Delete the repairs that look silly", "no row")]
    [InlineData("Delete repairs 3 and 99", "only 1")]
    [InlineData("Delete it", "not which rows")]
    [InlineData("Assign repair 2 to Adler", "no row")]
    [InlineData("Delete repairs from before 2024", "")]
    [InlineData("Set the colour of the car Vento to red", "no row")]
    [InlineData("Add a repair for car 2", "also needs state, price")]
    [InlineData("Add a mechanic named Olga Berg with e-mail olga", "no e-mail address")]
    [InlineData("E-mail Ines Roth", "What should the message say?")]
    [InlineData("E-mail all mechanics that it is Friday", "one recipient")]
    [InlineData("Set the id of repair 2 to 7", "identifies the row")]
    public async Task Act_WhatIsNotCertain_IsAskedBackWithWhatIsMissing(string request, string missing)
    {
        var answer = await _garage.SqlAsync(request);
        Assert.StartsWith("?", answer, StringComparison.Ordinal);
        Assert.True(missing.Split('|').Any(part => answer.Contains(part, StringComparison.Ordinal)), answer);
    }

    [Theory]
    [InlineData("Which repairs are finished?")]
    [InlineData("Show the finished repairs")]
    [InlineData("How do I delete a repair?")]
    [InlineData("Do not delete repair 2")]
    [InlineData("Give me the price of repair 2")]
    [InlineData("Tell me about car 2")]
    [InlineData("List cars by mileage")]
    public void Act_Question_IsNoRequest(string question) => Assert.Null(_garage.Plan(question));

    [Fact]
    public async Task Act_NameWithQuotationMark_StaysInsideItsLiteral()
    {
        Assert.Equal("UPDATE cars SET model = 'O''Neil''; DROP TABLE cars; --' WHERE id = 2", await _garage.SqlAsync("Set the model of car 2 to O'Neil'; DROP TABLE cars; --"));
        Assert.StartsWith("?", await _garage.SqlAsync("Delete the car x' OR '1'='1"), StringComparison.Ordinal);
    }
}
