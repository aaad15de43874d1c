
namespace AgentCluster.Grains.Tests.Reasoning;

/// <summary>Questions that combine sets: comparisons with other rows, both and either, groups with conditions, ends and roles of references.</summary>
public sealed class PlannerCompositionTests
{
    [Theory]
    [InlineData("Which books are longer than the average?", "SELECT t1.title FROM books AS t1 WHERE t1.pages > (SELECT AVG(t2.pages) FROM books AS t2)")]
    [InlineData("Which books are more expensive than Emma?",
        "SELECT t1.title FROM books AS t1 WHERE t1.price > (SELECT MAX(t2.price) FROM books AS t2 WHERE t2.title = 'Emma')")]
    [InlineData("Which books have a bigger price than Solaris?",
        "SELECT t1.title FROM books AS t1 WHERE t1.price > (SELECT MAX(t2.price) FROM books AS t2 WHERE t2.title = 'Solaris')")]
    [InlineData("Which members have more loans than the average number of loans?",
        "SELECT t1.full_name FROM members AS t1 WHERE (SELECT COUNT(*) FROM loans AS t2 WHERE t2.member_id = t1.id) > (SELECT AVG((SELECT COUNT(*) FROM loans AS t4 WHERE t4.member_id = t3.id)) FROM members AS t3)")]
    [InlineData("Books of science fiction or with more than 500 pages",
        "SELECT t1.title FROM books AS t1 WHERE (t1.genre = 'science fiction' OR t1.pages > 500)")]
    [InlineData("Members from Prague or Vienna", "SELECT t1.full_name FROM members AS t1 WHERE t1.city IN ('Prague', 'Vienna')")]
    [InlineData("Which genres have more than 20 books?", "SELECT t1.genre FROM books AS t1 GROUP BY t1.genre HAVING COUNT(*) > 20")]
    [InlineData("Which genre has the highest average price?", "SELECT t1.genre FROM books AS t1 GROUP BY t1.genre ORDER BY AVG(t1.price) DESC LIMIT 1")]
    [InlineData("Which members have more than 3 loans, and how many?",
        "SELECT t1.full_name, (SELECT COUNT(*) FROM loans AS t2 WHERE t2.member_id = t1.id) FROM members AS t1 WHERE (SELECT COUNT(*) FROM loans AS t3 WHERE t3.member_id = t1.id) > 3")]
    [InlineData("What percentage of books are science fiction?",
        "SELECT 100.0 * SUM(CASE WHEN t1.genre = 'science fiction' THEN 1 ELSE 0 END) / COUNT(*) FROM books AS t1")]
    public void Planner_OverALibrary_ComposesTheQuery(string question, string sql) => Assert.Equal(sql, Ask.Sql(Catalogs.Library, question));

    [Theory]
    [InlineData("Which shops have the highest total shop sales?",
        "SELECT t1.name FROM shops AS t1 WHERE (SELECT SUM(t2.sales) FROM shop_sales AS t2 WHERE t2.shop_id = t1.id) = (SELECT MAX((SELECT SUM(t4.sales) FROM shop_sales AS t4 WHERE t4.shop_id = t3.id)) FROM shops AS t3)")]
    [InlineData("What is the total amount of all paid orders?", "SELECT SUM(t1.total_amount) FROM orders AS t1 WHERE t1.status = 'paid'")]
    [InlineData("List the orders with their total amount", "SELECT t1.id, t1.total_amount FROM orders AS t1")]
    [InlineData("List the names of the shops with 900 rent", "SELECT t1.name FROM shops AS t1 WHERE t1.rent = 900")]
    [InlineData("How many orders were open because of a refund?", "SELECT COUNT(*) FROM orders AS t1 WHERE t1.id IN (SELECT t2.order_id FROM refunds AS t2) AND t1.status = 'open'")]
    [InlineData("What was the largest refund?", "SELECT DISTINCT t1.amount FROM refunds AS t1 WHERE t1.amount = (SELECT MAX(t2.amount) FROM refunds AS t2)")]
    [InlineData("How many orders are there, leaving out open ones?", "SELECT COUNT(*) FROM orders AS t1 WHERE t1.status <> 'open'")]
    [InlineData("Which shops have more than 20 orders, and how many orders does each of them have?",
        "SELECT t1.name, (SELECT COUNT(*) FROM orders AS t2 WHERE t2.shop_id = t1.id) FROM shops AS t1 WHERE (SELECT COUNT(*) FROM orders AS t3 WHERE t3.shop_id = t1.id) > 20")]
    [InlineData("Which shops have a rent above the average of all shops?", "SELECT t1.name FROM shops AS t1 WHERE t1.rent > (SELECT AVG(t2.rent) FROM shops AS t2)")]
    public void Planner_OverABakery_ComposesTheQuery(string question, string sql) => Assert.Equal(sql, Ask.Sql(Catalogs.Bakery, question));

    [Theory]
    [InlineData("Films with Ida Lupino and Orson Welles",
        "SELECT t1.title FROM films AS t1 WHERE t1.id IN (SELECT t2.film_id FROM castings AS t2 WHERE t2.actor_id IN (SELECT t3.id FROM people AS t3 WHERE t3.name = 'Ida Lupino')) AND t1.id IN (SELECT t4.film_id FROM castings AS t4 WHERE t4.actor_id IN (SELECT t5.id FROM people AS t5 WHERE t5.name = 'Orson Welles'))")]
    [InlineData("Films with the actor Ida Lupino but not Orson Welles",
        "SELECT t1.title FROM films AS t1 WHERE t1.id IN (SELECT t2.film_id FROM castings AS t2 WHERE t2.actor_id IN (SELECT t3.id FROM people AS t3 WHERE t3.name = 'Ida Lupino')) AND t1.id NOT IN (SELECT t4.film_id FROM castings AS t4 WHERE t4.actor_id IN (SELECT t5.id FROM people AS t5 WHERE t5.name = 'Orson Welles') AND t4.film_id IS NOT NULL)")]
    [InlineData("Which films are both comedy and drama?",
        "SELECT t1.title FROM films AS t1 WHERE t1.id IN (SELECT t2.film_id FROM film_genres AS t2 WHERE t2.genre_id IN (SELECT t3.id FROM genres AS t3 WHERE t3.name = 'comedy')) AND t1.id IN (SELECT t4.film_id FROM film_genres AS t4 WHERE t4.genre_id IN (SELECT t5.id FROM genres AS t5 WHERE t5.name = 'drama'))")]
    [InlineData("Films directed by Agnes Varda",
        "SELECT t1.title FROM films AS t1 WHERE t1.director_id IN (SELECT t2.id FROM people AS t2 WHERE t2.name = 'Agnes Varda')")]
    [InlineData("How many actors are from France?",
        "SELECT COUNT(*) FROM people AS t1 WHERE t1.nationality = 'France' AND t1.id IN (SELECT t2.actor_id FROM castings AS t2)")]
    [InlineData("Which people directed more than 5 comedy films?",
        "SELECT t1.name FROM people AS t1 WHERE (SELECT COUNT(*) FROM films AS t2 WHERE t2.director_id = t1.id AND t2.id IN (SELECT t3.film_id FROM film_genres AS t3 WHERE t3.genre_id IN (SELECT t4.id FROM genres AS t4 WHERE t4.name = 'comedy'))) > 5")]
    [InlineData("Comedy films without castings",
        "SELECT t1.title FROM films AS t1 WHERE t1.id IN (SELECT t2.film_id FROM film_genres AS t2 WHERE t2.genre_id IN (SELECT t3.id FROM genres AS t3 WHERE t3.name = 'comedy')) AND t1.id NOT IN (SELECT t4.film_id FROM castings AS t4 WHERE t4.film_id IS NOT NULL)")]
    [InlineData("Which films were released before 1960?", "SELECT t1.title FROM films AS t1 WHERE t1.release_year < 1960")]
    [InlineData("Who is the youngest person from Japan?",
        "SELECT t1.name FROM people AS t1 WHERE t1.nationality = 'Japan' AND t1.birth_year = (SELECT MAX(t2.birth_year) FROM people AS t2 WHERE t2.nationality = 'Japan')")]
    public void Planner_OverACinema_ComposesTheQuery(string question, string sql) => Assert.Equal(sql, Ask.Sql(Catalogs.Cinema, question));

    [Theory]
    [InlineData("Flights from Oslo to Madrid",
        "SELECT t1.id FROM flights AS t1 WHERE t1.origin_id IN (SELECT t2.id FROM airports AS t2 WHERE t2.city = 'Oslo') AND t1.destination_id IN (SELECT t3.id FROM airports AS t3 WHERE t3.city = 'Madrid')")]
    [InlineData("Flights to Oslo from Madrid",
        "SELECT t1.id FROM flights AS t1 WHERE t1.destination_id IN (SELECT t2.id FROM airports AS t2 WHERE t2.city = 'Oslo') AND t1.origin_id IN (SELECT t3.id FROM airports AS t3 WHERE t3.city = 'Madrid')")]
    [InlineData("How many flights arrive in Nairobi?",
        "SELECT COUNT(*) FROM flights AS t1 WHERE t1.destination_id IN (SELECT t2.id FROM airports AS t2 WHERE t2.city = 'Nairobi')")]
    [InlineData("What percentage of delayed flights are from Oslo?",
        "SELECT 100.0 * SUM(CASE WHEN t1.origin_id IN (SELECT t2.id FROM airports AS t2 WHERE t2.city = 'Oslo') THEN 1 ELSE 0 END) / COUNT(*) FROM flights AS t1 WHERE t1.status = 'delayed'")]
    public void Planner_OverAnAirline_ComposesTheQuery(string question, string sql) => Assert.Equal(sql, Ask.Sql(Catalogs.Airline, question));

    [Theory]
    [InlineData("How many trails are there?", "SELECT COUNT(DISTINCT t1.trail_name) FROM trails AS t1")]
    [InlineData("How many trails are in North Park?", "SELECT COUNT(*) FROM trails AS t1 WHERE t1.park = 'North Park'")]
    [InlineData("How long is Ridge?", "SELECT DISTINCT t1.length FROM trails AS t1 WHERE t1.trail_name = 'Ridge'")]
    public void Planner_OverRowsWithoutAKey_CountsAndShowsThings(string question, string sql) => Assert.Equal(sql, Ask.Sql(Catalogs.Trails, question));
}
